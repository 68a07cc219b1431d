/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Chunks of memory, handed out from front to back.
 */

#include "pdl-arena.h"

#include <string.h>

#define CHUNK_SIZE (32 * 1024 - 64)

struct _PdlArenaChunk
{
  PdlArenaChunk *next;
  gsize size; /* keeps what follows aligned to 16 bytes */
};

gpointer
pdl_arena_grow (PdlArena *self, gsize size)
{
  PdlArenaChunk *chunk = g_malloc (sizeof (PdlArenaChunk) + MAX (size, CHUNK_SIZE));
  char *at = (char *) (chunk + 1);

  chunk->size = MAX (size, CHUNK_SIZE);
  chunk->next = self->chunks;
  self->chunks = chunk;
  self->at = at + size;
  self->end = at + chunk->size;
  return at;
}

gpointer
pdl_arena_take0 (PdlArena *self, gsize size)
{
  return memset (pdl_arena_take (self, size), 0, size);
}

void
pdl_arena_rewind (PdlArena *self, PdlArenaMark mark)
{
  while (self->chunks != mark.chunks)
    {
      PdlArenaChunk *next = self->chunks->next;

      g_free (self->chunks);
      self->chunks = next;
    }
  *self = mark;
}

void
pdl_arena_clear (PdlArena *self)
{
  while (self->chunks != NULL)
    {
      PdlArenaChunk *next = self->chunks->next;

      g_free (self->chunks);
      self->chunks = next;
    }
  self->at = self->end = NULL;
}
