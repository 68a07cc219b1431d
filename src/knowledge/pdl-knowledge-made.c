/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the layers above make from one file of a set: made once, when it is first asked for, and freed with the set.
 */

#include "pdl-knowledge-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PdlKnowledgeMake make;
  gpointer made;
  GDestroyNotify destroy;
} Made;

PdlIni *
pdl_knowledge_need_ini (PdlKnowledge *self, const char *name, GError **error)
{
  PdlIni *ini = pdl_knowledge_get_ini (self, name);

  if (ini == NULL)
    g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, _ ("The knowledge has no %s."), name);
  return ini;
}

gconstpointer
pdl_knowledge_get_made (PdlKnowledge *self, const char *file, PdlKnowledgeMake make, GDestroyNotify destroy, GError **error)
{
  g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&self->made_mutex);
  Made one = { make, NULL, destroy };
  PdlIni *ini;

  for (guint i = 0; i < self->made->len; i++)
    if (g_array_index (self->made, Made, i).make == make)
      return g_array_index (self->made, Made, i).made;
  ini = pdl_knowledge_need_ini (self, file, error);
  if (ini == NULL)
    return NULL;
  one.made = make (self, ini, error);
  if (one.made != NULL)
    g_array_append_val (self->made, one);
  return one.made;
}

void
pdl_knowledge_init_made (PdlKnowledge *self)
{
  g_rec_mutex_init (&self->made_mutex);
  self->made = g_array_new (FALSE, FALSE, sizeof (Made));
}

/* The last made first: it may point into those made before it. */
void
pdl_knowledge_free_made (PdlKnowledge *self)
{
  for (guint i = self->made->len; i > 0; i--)
    g_array_index (self->made, Made, i - 1).destroy (g_array_index (self->made, Made, i - 1).made);
  g_array_unref (self->made);
  g_rec_mutex_clear (&self->made_mutex);
}
