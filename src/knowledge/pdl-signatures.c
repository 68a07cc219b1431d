/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-signatures.h"

#include <glib/gi18n-lib.h>

struct _PdlSignatures
{
  GPtrArray *list; /* of PdlSignature, in the order they were made */
};

G_DEFINE_QUARK (pdl-signatures-error-quark, pdl_signatures_error)

static void
signature_free (gpointer data)
{
  PdlSignature *signature = data;

  g_free (signature->reference);
  g_free (signature->hash);
  g_free (signature->version);
  g_free (signature->name);
  g_free (signature->role);
  g_free (signature->date);
  g_free (signature);
}

PdlSignatures *
pdl_signatures_new (void)
{
  PdlSignatures *self = g_new0 (PdlSignatures, 1);

  self->list = g_ptr_array_new_with_free_func (signature_free);
  return self;
}

void
pdl_signatures_free (PdlSignatures *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->list);
  g_free (self);
}

PdlSignatures *
pdl_signatures_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (PdlSignatures) self = pdl_signatures_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) reason = NULL;
  g_auto (GStrv) groups = NULL;

  /* An empty text is an empty key file to nobody but us. */
  if (length != 0 && *text != '\0' && !g_key_file_load_from_data (file, text, length < 0 ? G_MAXSIZE : (gsize) length, G_KEY_FILE_NONE, &reason))
    {
      g_set_error (error, PDL_SIGNATURES_ERROR, PDL_SIGNATURES_ERROR_DAMAGED, _ ("The signatures cannot be read: %s"), reason->message);
      return NULL;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      PdlSignature *signature = g_new0 (PdlSignature, 1);

      g_ptr_array_add (self->list, signature);
      signature->reference = g_key_file_get_string (file, groups[i], "rule", NULL);
      signature->hash = g_key_file_get_string (file, groups[i], "hash", NULL);
      signature->version = g_key_file_get_string (file, groups[i], "version", NULL);
      signature->name = g_key_file_get_string (file, groups[i], "name", NULL);
      signature->role = g_key_file_get_string (file, groups[i], "role", NULL);
      signature->date = g_key_file_get_string (file, groups[i], "date", NULL);
      if (signature->reference == NULL || signature->hash == NULL || signature->name == NULL || signature->role == NULL || signature->date == NULL)
        {
          g_set_error (error, PDL_SIGNATURES_ERROR, PDL_SIGNATURES_ERROR_DAMAGED,
                       _ ("The signatures cannot be read: [%s] lacks rule, hash, name, role or date"), groups[i]);
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}

char *
pdl_signatures_to_text (PdlSignatures *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < self->list->len; i++)
    {
      const PdlSignature *signature = g_ptr_array_index (self->list, i);
      g_autofree char *group = g_strdup_printf ("signature %u", i + 1);

      g_key_file_set_string (file, group, "rule", signature->reference);
      g_key_file_set_string (file, group, "name", signature->name);
      g_key_file_set_string (file, group, "role", signature->role);
      g_key_file_set_string (file, group, "date", signature->date);
      if (signature->version != NULL)
        g_key_file_set_string (file, group, "version", signature->version);
      g_key_file_set_string (file, group, "hash", signature->hash);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

/* Without blanks around it; NULL when nothing is left. */
static char *
trimmed (const char *text)
{
  char *copy = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (*copy == '\0')
    g_clear_pointer (&copy, g_free);
  return copy;
}

gboolean
pdl_signatures_add (PdlSignatures *self, const PdlSignature *signature, GError **error)
{
  g_autofree char *name = trimmed (signature->name), *role = trimmed (signature->role);
  PdlSignature *copy;

  if (name == NULL || role == NULL)
    {
      g_set_error (error, PDL_SIGNATURES_ERROR, PDL_SIGNATURES_ERROR_EMPTY,
                   name == NULL ? _ ("Who signs? A name is needed.") : _ ("In which role? For example: spine surgeon."));
      return FALSE;
    }
  copy = g_new0 (PdlSignature, 1);
  copy->reference = g_strdup (signature->reference);
  copy->hash = g_strdup (signature->hash);
  copy->version = g_strdup (signature->version);
  copy->name = g_steal_pointer (&name);
  copy->role = g_steal_pointer (&role);
  copy->date = g_strdup (signature->date);
  g_ptr_array_add (self->list, copy);
  return TRUE;
}

guint
pdl_signatures_get_n (PdlSignatures *self)
{
  return self->list->len;
}

const PdlSignature *
pdl_signatures_get (PdlSignatures *self, guint index)
{
  return g_ptr_array_index (self->list, index);
}

PdlSignedState
pdl_signatures_look_up (PdlSignatures *self, const char *reference, const char *hash, const PdlSignature **ret_signature)
{
  const PdlSignature *newest = NULL, *this_text = NULL;

  for (guint i = 0; i < self->list->len; i++)
    {
      const PdlSignature *signature = g_ptr_array_index (self->list, i);

      if (!g_str_equal (signature->reference, reference))
        continue;
      newest = signature;
      if (g_str_equal (signature->hash, hash))
        this_text = signature;
    }
  if (ret_signature != NULL)
    *ret_signature = this_text != NULL ? this_text : newest;
  return this_text != NULL ? PDL_SIGNED_THIS_TEXT : newest != NULL ? PDL_SIGNED_EARLIER_TEXT : PDL_SIGNED_NOT;
}

char *
pdl_signatures_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "pedicle", "signatures.ini", NULL);
}
