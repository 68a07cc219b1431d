/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Loading a knowledge set, in two passes: first every name, then every expression, so that files may name each other.
 */

#include "pdl-expr-private.h"
#include "pdl-knowledge-resources.h"

#include <math.h>
#include <string.h>

#define RESOURCE_PATH "/org/pedicle/Pedicle/knowledge/"

/* Where the files of a set come from: texts at hand, else a folder, else the program itself. */
typedef struct
{
  const char *directory;
  GPtrArray *names, *bytes;
  const char *local_name; /* of the clinic's own values, in errors */
  GBytes *local;          /* (nullable) their text */
} Place;

static GBytes *
find_text (const Place *place, const char *name, GError **error)
{
  for (guint i = 0; i < place->names->len; i++)
    if (g_str_equal (place->names->pdata[i], name))
      return g_bytes_ref (place->bytes->pdata[i]);
  g_set_error_literal (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, "this file of the set is missing");
  return NULL;
}

static GBytes *
read_file (const Place *place, const char *name, GError **error)
{
  const char *directory = place->directory;
  g_autofree char *path = NULL;
  char *contents;
  gsize length;

  if (place->names != NULL)
    return find_text (place, name, error);
  if (directory == NULL)
    {
      path = g_strconcat (RESOURCE_PATH, name, NULL);
      return g_resource_lookup_data (pdl_knowledge_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    }
  path = g_build_filename (directory, name, NULL);
  return g_file_get_contents (path, &contents, &length, error) ? g_bytes_new_take (contents, length) : NULL;
}

static PdlIni *
read_ini (PdlKnowledge *self, const Place *place, const char *name, GError **error)
{
  GBytes *bytes = read_file (place, name, error);
  PdlIni *ini;

  if (bytes == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->bytes, bytes);
  ini = pdl_ini_new (name, bytes, error);
  if (ini != NULL)
    g_ptr_array_add (self->inis, ini);
  return ini;
}

/* Kinds in the order in which the first pass needs them: names others stand on come first. */
static const struct
{
  const char *kind;
  PdlGroupReader read;
} readers[] = {
  { "source", pdl_knowledge_read_source }, { "define", pdl_knowledge_read_define },
  { "table", pdl_knowledge_read_table }, { "entry", pdl_knowledge_read_entry },
  { "score", pdl_knowledge_read_score }, { "derive", pdl_knowledge_read_derive },
  { "define-urgency", pdl_knowledge_read_define_urgency },
  { "option", pdl_knowledge_read_option }, { "optiongroup", pdl_knowledge_read_optiongroup },
  { "action", pdl_knowledge_read_action }, { "input", pdl_knowledge_read_input },
  { "decision", pdl_knowledge_read_decision }, { "row", pdl_knowledge_read_row },
  { "modifier", pdl_knowledge_read_modifier }, { "swap", pdl_knowledge_read_swap },
  { "statement", pdl_knowledge_read_statement }, { "alert", pdl_knowledge_read_alert },
  { "emergency", pdl_knowledge_read_emergency }, { "line", pdl_knowledge_read_line },
  { "clock", pdl_knowledge_read_clock }, { "framework", pdl_knowledge_read_framework },
  { "framework-cell", pdl_knowledge_read_framework_cell }, { "framework-letter", pdl_knowledge_read_framework_letter },
  { "conflict", pdl_knowledge_read_conflict }, { "national", pdl_knowledge_read_national },
  { "card", pdl_knowledge_read_card },
  { "attribute", pdl_knowledge_read_attribute },
  { "prognosis", pdl_knowledge_read_prognosis }, { "prognosis-line", pdl_knowledge_read_prognosis_line },
  { "prognosis-external", pdl_knowledge_read_prognosis_external },
};

/* Kinds with readers of their own: the dictionary's, read before, and those of the layers above. */
static const char *const elsewhere[] = { "property", "exception", "axis", "cost", "section", "finding", "value", "record", "field", "knowledge", "follow-up", "restage", "sbrt", "dose", "supportive",
                                         "figure", "figure-words", "track", "item", "situations", "situation", "rider", "baseline", "gate", "symptoms", "symptom", "constants", "schedule", NULL };

static gboolean
run_pass (PdlKnowledge *self, gboolean declare, GError **error)
{
  for (guint r = 0; r < G_N_ELEMENTS (readers); r++)
    for (guint i = 0; i < self->inis->len; i++)
      {
        PdlIni *ini = g_ptr_array_index (self->inis, i);

        for (guint g = 0; g < pdl_ini_get_n_groups (ini); g++)
          {
            PdlIniGroup *group = pdl_ini_get_group (ini, g);

            if (g_str_equal (pdl_ini_group_get_kind (group), readers[r].kind) && !readers[r].read (self, group, declare, error))
              return FALSE;
          }
      }
  return TRUE;
}

static gboolean
check_kinds (PdlKnowledge *self, GError **error)
{
  for (guint i = 0; i < self->inis->len; i++)
    {
      PdlIni *ini = g_ptr_array_index (self->inis, i);

      for (guint g = 0; g < pdl_ini_get_n_groups (ini); g++)
        {
          PdlIniGroup *group = pdl_ini_get_group (ini, g);
          gboolean known = g_strv_contains (elsewhere, pdl_ini_group_get_kind (group));

          for (guint r = 0; r < G_N_ELEMENTS (readers) && !known; r++)
            known = g_str_equal (readers[r].kind, pdl_ini_group_get_kind (group));
          if (!known)
            return pdl_ini_group_set_error (group, NULL, error, "nobody reads groups of this kind");
        }
    }
  return TRUE;
}

/* ---- cycles ------------------------------------------------------------------------------------------------------ */

static void reads_of (const PdlNode *node, GPtrArray *into);

static void
reads_of_expr (const PdlExpr *expr, GPtrArray *into)
{
  if (expr != NULL)
    reads_of (expr->root, into);
}

static void
reads_of_score (const PdlScoreRule *rule, GPtrArray *into)
{
  for (guint i = 0; i < rule->items->len; i++)
    {
      const PdlItemRule *item = &g_array_index (rule->items, PdlItemRule, i);

      if (item->item.finding != NULL && item->value == NULL && item->low == NULL)
        g_ptr_array_add (into, (gpointer) item->item.finding);
      reads_of_expr (item->value, into);
      reads_of_expr (item->low, into);
      reads_of_expr (item->high, into);
    }
  for (guint i = 0; i < rule->band_rules->len; i++)
    reads_of_expr (g_ptr_array_index (rule->band_rules, i), into);
  reads_of_expr (rule->applies, into);
  reads_of_expr (rule->scored, into);
  reads_of_expr (rule->total, into);
}

static void
reads_of (const PdlNode *node, GPtrArray *into)
{
  /* entered () reads what was recorded, so it closes no circle. */
  if (node->type == PDL_NODE_CALL && (node->op == PDL_CALL_ENTERED || node->op == PDL_CALL_IS_ENTERED))
    return;
  if (node->type == PDL_NODE_FINDING)
    g_ptr_array_add (into, (gpointer) node->finding);
  else if (node->type == PDL_NODE_DEFINE)
    reads_of (node->define->root, into);
  else if (node->type == PDL_NODE_SCORE)
    reads_of_score (node->score, into);
  else if (node->type == PDL_NODE_QUERY)
    {
      if (node->where != NULL)
        reads_of (node->where, into);
      if (node->finding != NULL && node->finding->scope != PDL_SCOPE_FIELD)
        g_ptr_array_add (into, (gpointer) node->finding);
    }
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    reads_of (g_ptr_array_index (node->children, i), into);
}

static gboolean
visit (PdlKnowledge *self, const PdlFinding *finding, guint8 *marks, GError **error)
{
  const PdlDerivation *derivation = self->derivations[finding->index];
  g_autoptr (GPtrArray) reads = NULL;

  if (derivation == NULL || derivation->rule == NULL || marks[finding->index] == 2)
    return TRUE;
  if (marks[finding->index] == 1)
    {
      g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_CYCLE, "%s:%u: [derive %s] is derived from itself",
                   derivation->basis.file, derivation->basis.line, finding->id);
      return FALSE;
    }
  marks[finding->index] = 1;
  reads = g_ptr_array_new ();
  reads_of (derivation->rule->root, reads);
  for (guint i = 0; i < reads->len; i++)
    if (!visit (self, g_ptr_array_index (reads, i), marks, error))
      return FALSE;
  marks[finding->index] = 2;
  return TRUE;
}

static gboolean
finish_findings (PdlKnowledge *self, GError **error)
{
  guint n = pdl_dictionary_get_n_findings (self->dictionary);
  g_autofree guint8 *marks = g_new0 (guint8, n);
  PdlIni *ini = pdl_knowledge_get_ini (self, "dictionary.ini");

  for (guint i = 0; i < n; i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (self->dictionary, i);

      if (!visit (self, finding, marks, error))
        return FALSE;
      if (finding->default_value != NULL)
        {
          g_autoptr (PdlValue) value = NULL;

          if (!pdl_finding_parse (finding, finding->default_value, &value, error))
            {
              g_prefix_error (error, "dictionary.ini: [finding %s] default: ", finding->id);
              return FALSE;
            }
          self->defaults[i] = pdl_value_get_number (value);
        }
    }
  for (guint g = 0; g < pdl_ini_get_n_groups (ini); g++)
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, g);
      const PdlFinding *finding;

      if (!g_str_equal (pdl_ini_group_get_kind (group), "finding") || pdl_ini_group_get (group, "shown-when") == NULL)
        continue;
      finding = pdl_dictionary_lookup (self->dictionary, pdl_ini_group_get_name (group));
      self->shown_when[finding->index] = pdl_expr_compile (self, group, "shown-when", 0, NULL, error);
      if (self->shown_when[finding->index] == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
make_hash (PdlKnowledge *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = g_ptr_array_index (self->names, i);
      gsize size;
      gconstpointer data = g_bytes_get_data (g_ptr_array_index (self->bytes, i), &size);
      g_autofree char *head = g_strdup_printf ("%s %" G_GSIZE_FORMAT "\n", name, size);

      g_checksum_update (checksum, (const guchar *) head, -1);
      g_checksum_update (checksum, data, (gssize) size);
    }
  self->hash = g_strdup (g_checksum_get_string (checksum));
}

static PdlKnowledge *
knowledge_new (void)
{
  PdlKnowledge *self = g_new0 (PdlKnowledge, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  pdl_knowledge_init_made (self);
  self->inis = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_ini_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->strings = g_string_chunk_new (16384);
  self->garbage = g_ptr_array_new_with_free_func (g_free);
  self->defines = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, pdl_define_free);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, pdl_table_free);
  self->sources = g_ptr_array_new ();
  self->scores = g_ptr_array_new_with_free_func (pdl_score_rule_free);
  self->uses_names = g_ptr_array_new ();
  self->options = g_ptr_array_new ();
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->actions = g_hash_table_new (g_str_hash, g_str_equal);
  self->rows = g_ptr_array_new_with_free_func (pdl_row_rule_free);
  self->always = g_ptr_array_new ();
  self->modifiers = g_ptr_array_new_with_free_func (pdl_modifier_rule_free);
  self->swaps = g_ptr_array_new_with_free_func (pdl_swap_free);
  self->statements = g_ptr_array_new_with_free_func (pdl_statement_rule_free);
  self->alerts = g_ptr_array_new_with_free_func (pdl_alert_rule_free);
  self->inputs = g_array_new (FALSE, TRUE, sizeof (PdlInput));
  self->lines = g_ptr_array_new ();
  self->clocks = g_ptr_array_new ();
  self->frameworks = g_ptr_array_new_with_free_func (pdl_framework_free);
  self->conflicts = g_ptr_array_new_with_free_func (pdl_conflict_free);
  self->conflicts_of = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->nationals = g_ptr_array_new ();
  self->urgencies = g_hash_table_new (g_str_hash, g_str_equal);
  self->cards = g_hash_table_new (g_str_hash, g_str_equal);
  self->attributes = g_ptr_array_new ();
  return self;
}

static PdlIniGroup *
find_head (PdlIni *ini)
{
  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    if (g_str_equal (pdl_ini_group_get_kind (pdl_ini_get_group (ini, i)), "knowledge"))
      return pdl_ini_get_group (ini, i);
  return NULL;
}

/* The version says it, so that whoever shows a version shows that values are the clinic's own. */
static gboolean
take_local (PdlKnowledge *self, const Place *place, GError **error)
{
  g_autofree char *version = NULL;

  if (!pdl_local_apply (self, place->local_name, place->local, error))
    return FALSE;
  if (place->local == NULL)
    return TRUE;
  g_ptr_array_add (self->names, g_strdup (PDL_LOCAL_NAME));
  g_ptr_array_add (self->bytes, g_bytes_ref (place->local));
  version = g_strdup_printf ("%s+local.%.8s", self->version != NULL ? self->version : "0", self->local->hash);
  self->version = pdl_knowledge_keep (self, version);
  return TRUE;
}

/* The first number of a process makes GLib's C locale, maybe while another thread does; what that leaves in errno GLib's reader of whole
 * numbers takes for a bad number. The first one read here is therefore one that nobody needs. */
static void
read_first_number (void)
{
  g_ascii_strtoll ("0", NULL, 10);
}

static PdlKnowledge *
load (const Place *place, GError **error)
{
  g_autoptr (PdlKnowledge) self = knowledge_new ();
  PdlIni *ini = read_ini (self, place, "knowledge.ini", error);
  PdlIniGroup *head;
  g_auto (GStrv) files = NULL;
  const char *days;
  gint64 present_course_days = 0;
  guint n;

  if (ini == NULL)
    return NULL;
  read_first_number ();
  head = find_head (ini);
  files = head != NULL ? pdl_ini_group_get_list (head, "files") : NULL;
  if (files == NULL)
    {
      g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, "knowledge.ini: [knowledge] files: this key is needed");
      return NULL;
    }
  self->version = pdl_knowledge_keep (self, pdl_ini_group_get (head, "version"));
  self->date = pdl_knowledge_keep (self, pdl_ini_group_get (head, "date"));
  days = pdl_ini_group_get (head, "present-course-days");
  if (days != NULL && !g_ascii_string_to_signed (days, 10, 0, 366, &present_course_days, NULL))
    return pdl_ini_group_set_error (head, "present-course-days", error, "“%s” is not a number of days", days), NULL;
  self->present_course_days = (int) present_course_days;
  for (guint i = 0; files[i] != NULL; i++)
    if (read_ini (self, place, files[i], error) == NULL)
      return NULL;

  if (!take_local (self, place, error))
    return NULL;

  ini = pdl_knowledge_get_ini (self, "dictionary.ini");
  if (ini == NULL)
    {
      g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, "knowledge.ini: [knowledge] files: dictionary.ini is missing");
      return NULL;
    }
  self->dictionary = pdl_dictionary_new (ini, error);
  if (self->dictionary == NULL)
    return NULL;
  n = pdl_dictionary_get_n_findings (self->dictionary);
  self->derivations = g_new0 (PdlDerivation *, n);
  self->shown_when = g_new0 (PdlExpr *, n);
  self->defaults = g_new (double, n);
  for (guint i = 0; i < n; i++)
    self->defaults[i] = NAN;
  pdl_knowledge_make_tables (self);

  make_hash (self);
  if (!check_kinds (self, error) || !run_pass (self, TRUE, error) || !run_pass (self, FALSE, error) || !finish_findings (self, error))
    return NULL;
  pdl_knowledge_finish_tables (self);
  return g_steal_pointer (&self);
}

PdlKnowledge *
pdl_knowledge_load (const char *directory, GError **error)
{
  const Place place = { .directory = directory };

  return load (&place, error);
}

PdlKnowledge *
pdl_knowledge_load_with_local (const char *directory, const char *name, GBytes *local, GError **error)
{
  const Place place = { .directory = directory, .local_name = name, .local = local };

  return load (&place, error);
}

PdlKnowledge *
pdl_knowledge_load_texts (const char *hash, GPtrArray *names, GPtrArray *bytes, GError **error)
{
  Place place = { .names = names, .bytes = bytes, .local_name = PDL_LOCAL_NAME };
  g_autoptr (PdlKnowledge) self = NULL;

  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (names->pdata[i], PDL_LOCAL_NAME))
      place.local = bytes->pdata[i];
  self = load (&place, error);
  if (self == NULL)
    return NULL;
  if (g_str_equal (self->hash, hash))
    return g_steal_pointer (&self);
  g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, "the texts are not those of the set %.12s…: they were changed",
               hash);
  return NULL;
}
