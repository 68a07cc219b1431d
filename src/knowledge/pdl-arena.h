/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Memory that is given back all at once: what one evaluation makes. Not thread-safe.
 */

typedef struct _PdlArenaChunk PdlArenaChunk;

typedef struct
{
  PdlArenaChunk *chunks;
  char *at, *end;
} PdlArena;

void pdl_arena_clear (PdlArena *self);
gpointer pdl_arena_grow (PdlArena *self, gsize size);

/* Not zeroed; good for any type of this layer. */
static inline gpointer
pdl_arena_take (PdlArena *self, gsize size)
{
  char *at = self->at;

  size = (size + 15) & ~(gsize) 15;
  if ((gsize) (self->end - at) < size)
    return pdl_arena_grow (self, size);
  self->at = at + size;
  return at;
}

#define pdl_arena_new(arena, type, n) ((type *) pdl_arena_take ((arena), sizeof (type) * (n)))

/* Everything taken since the mark is given back by pdl_arena_rewind (); marks are undone in the order of a stack. */
typedef PdlArena PdlArenaMark;
static inline PdlArenaMark
pdl_arena_mark (const PdlArena *self)
{
  return *self;
}
void pdl_arena_rewind (PdlArena *self, PdlArenaMark mark);

gpointer pdl_arena_take0 (PdlArena *self, gsize size);

#define pdl_arena_new0(arena, type, n) ((type *) pdl_arena_take0 ((arena), sizeof (type) * (n)))
