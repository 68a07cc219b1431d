/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "reference.h"

#include "pdl-space.h"

#include <string.h>

/* ---- words ---------------------------------------------------------------------------------------------------------- */

static GPtrArray *
cut_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");

      if (*text == ' ')
        {
          text++;
          continue;
        }
      if (length == 0)
        length = strchr ("=!<>", *text) != NULL && text[1] == '=' ? 2 : 1;
      g_ptr_array_add (words, g_strndup (text, length));
      text += length;
    }
  return words;
}

static const struct
{
  const char *name, *values;
} sets[] = {
  { "CORD", "myelopathy_ambulatory, myelopathy_nonambulatory, complete_lt48h" },
  { "NOCORD", "intact, radiculopathy" },
  { "HIGH", "g2, g3" },
  { "LOW", "g0_1a, g1b" },
  { "SOLID", "moderately_sensitive, resistant" },
  { "GE3M", "m3_6, gt6m" },
  { "GE3M_U", "m3_6, gt6m, unknown" },
  { "PRIOR", "cebrt, sbrt" },
  { "NOPRIOR_U", "none, unknown" },
  { "SI", "stable, indeterminate" },
  { "SIU", "stable, indeterminate, unknown" },
};

typedef struct
{
  PdlKnowledge *knowledge;
  GPtrArray *words;
  guint at;
  GString *out;
} Translation;

static const char *
word (Translation *self, guint ahead)
{
  return self->at + ahead < self->words->len ? g_ptr_array_index (self->words, self->at + ahead) : "";
}

static gboolean
has_codes (Translation *self, const char *name)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (self->knowledge), name);

  return finding != NULL && finding->type != PDL_TYPE_BOOL && finding->type != PDL_TYPE_INT && finding->type != PDL_TYPE_NUMBER;
}

/* An unset value, and the code a finding has for "not known", are one in the reference. */
static void
say_missing (Translation *self, const char *name)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (self->knowledge), name);

  if (finding != NULL && pdl_finding_lookup_code (finding, "unknown_primary", NULL) != NULL)
    g_string_append_printf (self->out, "(%s is null or %s = 'unknown_primary')", name, name);
  else
    g_string_append_printf (self->out, "%s is null", name);
}

static void
say_membership (Translation *self, const char *name, char **values)
{
  g_autoptr (GString) known = g_string_new (NULL);
  gboolean unknown = FALSE;

  for (guint i = 0; values[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (values[i]), "unknown") == 0)
      unknown = TRUE;
    else
      g_string_append_printf (known, has_codes (self, name) ? "%s'%s'" : "%s%s", known->len > 0 ? ", " : "", values[i]);
  g_string_append_printf (self->out, "(%s in {%s}", name, known->str);
  if (unknown)
    {
      g_string_append (self->out, " or ");
      say_missing (self, name);
    }
  g_string_append_c (self->out, ')');
}

static void
translate_in (Translation *self, const char *name)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_auto (GStrv) values = NULL;

  self->at += 2;
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    if (strcmp (sets[i].name, word (self, 0)) == 0)
      g_string_assign (list, sets[i].values);
  if (list->len == 0)
    {
      g_assert_cmpstr (word (self, 0), ==, "{");
      for (self->at++; strcmp (word (self, 0), "}") != 0; self->at++)
        g_string_append (list, word (self, 0));
    }
  self->at++;
  values = g_strsplit (list->str, ",", -1);
  say_membership (self, name, values);
}

static void
translate_comparison (Translation *self, const char *name)
{
  const char *op = word (self, 1), *value = word (self, 2);
  gboolean equal = strcmp (op, "==") == 0;

  self->at += 3;
  if (g_ascii_strcasecmp (value, "unknown") == 0)
    {
      g_string_append (self->out, equal ? "" : "not ");
      say_missing (self, name);
    }
  else if (strcmp (value, "TRUE") == 0 || strcmp (value, "FALSE") == 0)
    {
      gboolean truth = (*value == 'T') == equal;

      /* Exception 2 of the reference: "!= TRUE" holds for what is missing too. */
      if (equal)
        g_string_append_printf (self->out, "%s = %s", name, truth ? "true" : "false");
      else
        g_string_append_printf (self->out, "(%s = %s or %s is null)", name, truth ? "true" : "false", name);
    }
  else
    g_string_append_printf (self->out, has_codes (self, name) ? "%s %s '%s'" : "%s %s %s", name, equal ? "=" : op, value);
}

char *
reference_translate (PdlKnowledge *knowledge, const char *text)
{
  g_autoptr (GPtrArray) words = cut_words (text);
  Translation self = { knowledge, words, 0, g_string_new (NULL) };

  while (self.at < words->len)
    {
      g_autofree char *name = g_strdup (word (&self, 0));

      g_string_append (self.out, self.out->len > 0 ? " " : "");
      if (strcmp (name, "IS_MISSING") == 0)
        {
          say_missing (&self, word (&self, 2));
          self.at += 4;
        }
      else if (strcmp (word (&self, 1), "IN") == 0)
        translate_in (&self, name);
      else if (strcmp (word (&self, 1), "contains") == 0)
        {
          g_string_append_printf (self.out, "%s contains '%s'", name, word (&self, 2));
          self.at += 3;
        }
      else if (*word (&self, 1) != '\0' && strchr ("=!<>", *word (&self, 1)) != NULL)
        translate_comparison (&self, name);
      else
        {
          gboolean joins = strcmp (name, "AND") == 0 || strcmp (name, "OR") == 0 || strcmp (name, "NOT") == 0;
          g_autofree char *lower = g_ascii_strdown (name, -1);

          g_string_append (self.out, joins ? lower : name);
          self.at++;
        }
    }
  return g_string_free (self.out, FALSE);
}

/* ---- meaning -------------------------------------------------------------------------------------------------------- */

/* What expressions were compiled from has to stay as long as they do. */
static GPtrArray *kept = NULL;

PdlExpr *
reference_compile (PdlKnowledge *knowledge, const char *text)
{
  g_autofree char *translated = NULL;
  g_autofree char *group = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PdlExpr *expr;
  PdlIni *ini;

  if (text == NULL || *text == '\0' || strcmp (text, "-") == 0)
    return NULL;
  translated = reference_translate (knowledge, text);
  group = g_strdup_printf ("[define x]\nwhen = %s\n", translated);
  bytes = g_bytes_new (group, strlen (group));
  if (kept == NULL)
    kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_ini_free);
  ini = pdl_ini_new ("reference", bytes, &error);
  g_assert_no_error (error);
  g_ptr_array_add (kept, ini);
  expr = pdl_expr_compile (knowledge, pdl_ini_get_group (ini, 0), "when", PDL_EXPR_USES, NULL, &error);
  if (error != NULL)
    g_error ("%s\n%s: %s", text, translated, error->message);
  return expr;
}

char *
reference_compare (PdlKnowledge *knowledge, const PdlExpr *a, const PdlExpr *b)
{
  g_autoptr (PdlSpace) space = pdl_space_new (knowledge);
  g_autoptr (PdlDiagrams) diagrams = NULL;
  g_autofree guint *classes = NULL;
  PdlDiagram uses[32], left, right;

  g_assert_true (pdl_space_add (space, a, NULL) && pdl_space_add (space, b, NULL));
  pdl_space_close (space);
  diagrams = pdl_space_make_diagrams (space, 32);
  for (guint bit = 0; bit < 32; bit++)
    uses[bit] = pdl_diagram_variable (diagrams, pdl_space_get_n_axes (space) + bit);
  left = pdl_space_condition (space, diagrams, a, NULL, uses);
  right = pdl_space_condition (space, diagrams, b, NULL, uses);
  if (left == right)
    return NULL;
  classes = g_new (guint, pdl_space_get_n_axes (space) + 32);
  g_assert_true (pdl_diagram_find (diagrams, pdl_diagram_join (diagrams, PDL_JOIN_EQUAL, left, right), PDL_LEAF_FALSE, classes));
  return pdl_space_make_case (space, classes, NULL, FALSE, NULL);
}

char **
reference_split (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *start = text;
  int depth = 0;

  for (const char *at = text;; at++)
    {
      if (strchr ("[{(", *at) != NULL && *at != '\0')
        depth++;
      else if (strchr ("]})", *at) != NULL && *at != '\0')
        depth--;
      if (*at == '\0' || (depth == 0 && (*at == ';' || *at == ',')))
        {
          g_autofree char *piece = g_strndup (start, at - start);

          if (*g_strstrip (piece) != '\0' && strcmp (piece, "-") != 0)
            g_strv_builder_add (builder, piece);
          start = at + 1;
        }
      if (*at == '\0')
        break;
    }
  return g_strv_builder_end (builder);
}
