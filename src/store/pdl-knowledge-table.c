/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive of knowledge sets, so that an old decision can be replayed with the rules of its day. Store's thread only. */
#include "pdl-knowledge-table.h"

#include "pdl-store-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

static GBytes *
convert (GConverter *converter, GBytes *bytes, GError **error)
{
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) converted = g_converter_input_stream_new (source, converter);
  g_autoptr (GOutputStream) sink = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (sink, converted, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (sink));
}

static GBytes *
pack (GBytes *bytes, GError **error)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);

  return convert (G_CONVERTER (compressor), bytes, error);
}

static GBytes *
unpack (GBytes *bytes, GError **error)
{
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);

  return convert (G_CONVERTER (decompressor), bytes, error);
}

static gboolean
put_file (PdlDatabase *database, const char *hash, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) packed = pack (bytes, error);

  return packed != NULL
         && pdl_database_run (database, error, "INSERT OR IGNORE INTO knowledge_file (hash, name, bytes, packed) VALUES (?, ?, ?, 1)",
                              "ttb", hash, name, packed);
}

gboolean
pdl_knowledge_table_keep (PdlDatabase *database, const char *hash, const char *version, GPtrArray *names,
                          GPtrArray *bytes, GError **error)
{
  gint64 kept;

  if (!pdl_database_get_int (database, &kept, 0, error, "SELECT count (*) FROM knowledge_set WHERE hash = ?", "t",
                             hash))
    return FALSE;
  if (kept > 0)
    return TRUE;
  if (!pdl_database_begin (database, error))
    return FALSE;
  /* OR IGNORE: another program may have kept it between the look and the lock. */
  if (!pdl_database_run (database, error, "INSERT OR IGNORE INTO knowledge_set (hash, version, kept) VALUES (?, ?, ?)",
                         "tti", hash, version, g_get_real_time ()))
    goto failed;
  for (guint i = 0; i < names->len; i++)
    if (!put_file (database, hash, names->pdata[i], bytes->pdata[i], error))
      goto failed;
  return pdl_database_commit (database, error);

failed:
  pdl_database_rollback (database);
  return FALSE;
}

gboolean
pdl_knowledge_table_load (PdlDatabase *database, const char *hash, GPtrArray **ret_names, GPtrArray **ret_bytes,
                          GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error, "SELECT name, bytes, packed FROM knowledge_file WHERE hash = ? ORDER BY name",
                               "t", hash);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  while (row)
    {
      g_autoptr (GBytes) kept = g_bytes_new (sqlite3_column_blob (select, 1), sqlite3_column_bytes (select, 1));
      GBytes *text = sqlite3_column_int (select, 2) != 0 ? unpack (kept, error) : g_bytes_ref (kept);

      if (text == NULL)
        return FALSE;
      g_ptr_array_add (names, g_strdup (pdl_statement_get_text (select, 0)));
      g_ptr_array_add (bytes, text);
      if (!pdl_database_step (database, select, &row, error))
        return FALSE;
    }
  if (names->len == 0)
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_NOT_FOUND,
                   _("The store does not hold the knowledge with the hash %.12s…."), hash);
      return FALSE;
    }
  *ret_names = g_steal_pointer (&names);
  *ret_bytes = g_steal_pointer (&bytes);
  return TRUE;
}
