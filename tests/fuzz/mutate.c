/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The small brother of the fuzzers, for the normal suite: takes the files of a folder apart in ways that are the same on
 * every run and hands them to a target. mutate FOLDER SUFFIX ROUNDS [expressions]: with the last word not the files but
 * the conditions in them are taken.
 */

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static guint64 state = 88172645463325252u;

static guint
draw (guint below)
{
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (guint) ((state >> 11) % MAX (below, 1));
}

static const char *const words[] = {
  "null", "true", "[]", "{}", "\"", "\\", ",", ":", "[", "]", "{", "}", "-", "1e308", "0", "99999999999999999999", "\xff", "\n", "\r\n", "=", ";",
  "{\"absent\":\"not-applicable\"}", "\"T8\"", "\"2026-02-30\"", "\"?\"", " and ", " or ", "not ", "(", ")", "is null", "'1c'", " in {", "if ", " then ", " else ",
  "any (levels where ", "count (", "days (now, A)", "[x y]\n", "\\ud800", "/", "//",
};

static void
mutate (GByteArray *bytes, GPtrArray *corpus)
{
  guint at = draw (bytes->len), n = 1 + draw (1 + draw (40));
  const char *word = words[draw (G_N_ELEMENTS (words))];
  GBytes *other;

  switch (draw (6))
    {
    case 0: /* one bit */
      if (bytes->len > 0)
        bytes->data[at] ^= (guint8) (1u << draw (8));
      break;
    case 1: /* a piece less */
      n = MIN (n, bytes->len - at);
      if (n > 0)
        g_byte_array_remove_range (bytes, at, n);
      break;
    case 2: /* a piece of this or another file more */
      {
        gsize size;
        const guint8 *data;
        guint start;
        g_autofree guint8 *tail = g_memdup2 (bytes->data + at, bytes->len - at);
        guint rest = bytes->len - at;

        other = g_ptr_array_index (corpus, draw (corpus->len));
        data = g_bytes_get_data (other, &size);
        start = draw ((guint) size);
        g_byte_array_set_size (bytes, at);
        g_byte_array_append (bytes, data + start, MIN (n * 4, (guint) size - start));
        if (rest > 0)
          g_byte_array_append (bytes, tail, rest);
        break;
      }
    case 3: /* a word */
    case 4:
      {
        g_autofree guint8 *tail = g_memdup2 (bytes->data + at, bytes->len - at);
        guint rest = bytes->len - at;

        g_byte_array_set_size (bytes, at);
        g_byte_array_append (bytes, (const guint8 *) word, (guint) strlen (word));
        if (rest > 0)
          g_byte_array_append (bytes, tail, rest);
        break;
      }
    default: /* cut short */
      if (draw (8) == 0)
        g_byte_array_set_size (bytes, at);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_expressions (GPtrArray *corpus, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    for (const char *const *key = (const char *const[]){ "when = ", "rule = ", "applies-when = ", NULL }; *key != NULL; key++)
      if (g_str_has_prefix (lines[i], *key))
        g_ptr_array_add (corpus, g_bytes_new (lines[i] + strlen (*key), strlen (lines[i] + strlen (*key))));
}

static GPtrArray *
read_corpus (const char *folder, const char *suffix, gboolean expressions)
{
  GPtrArray *corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (dir == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *text = NULL;
      gsize size;

      if (!g_file_get_contents (g_ptr_array_index (names, i), &text, &size, &error))
        g_error ("%s", error->message);
      if (expressions)
        add_expressions (corpus, text);
      else
        g_ptr_array_add (corpus, g_bytes_new (text, size));
    }
  if (corpus->len == 0)
    g_error ("nothing to start from in %s", folder);
  return corpus;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) corpus = NULL;
  guint rounds;

  if (argc < 4)
    g_error ("mutate FOLDER SUFFIX ROUNDS [expressions]");
  corpus = read_corpus (argv[1], argv[2], argc > 4);
  rounds = (guint) atoi (argv[3]);

  g_print ("1..1\n");
  for (guint round = 0; round < rounds; round++)
    {
      GBytes *seed = g_ptr_array_index (corpus, round < corpus->len ? round : draw (corpus->len));
      gsize size;
      const guint8 *data = g_bytes_get_data (seed, &size);
      g_autoptr (GByteArray) bytes = g_byte_array_sized_new ((guint) size);

      g_byte_array_append (bytes, data, (guint) size);
      /* The first round over the corpus is the corpus itself. */
      for (guint n = round < corpus->len ? 0 : 1 + draw (4); n > 0; n--)
        mutate (bytes, corpus);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
  g_print ("ok 1 %u inputs\n", rounds);
  return 0;
}
