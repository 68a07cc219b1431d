/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The knowledge files say what the reference says, cell by cell: conditions mean the same for every patient, options,
 * arguments, limits, severities and texts are the same. reference.tsv is copied from the reference; where one part of it corrects
 * another the reading stands below with its place.
 */

#include "clinical.h"
#include "reference.h"

#include <string.h>

/* Cells that another part of the reference corrects, or that are prose: read as @value. The test is of @value then. */
typedef struct
{
  const char *kind, *id, *key, *value;
  const char *why;
} Reading;

#define AT_ONCE_BEFORE "dictionary.md 3, ecog_prognosis: the value before the deficit is read by these rules"
#define AFTER_RT "dictionary.md 8, point 11: both read AND postop_rt_done != TRUE as well"

static const Reading readings[] = {
  { "statement", "dx-mri-no-emergency-complete", "when", "neuro_status == complete_ge48h AND ais == a", "dictionary.md 5: asia_grade is ais" },
  { "statement", "rt-mscc-single-shortprog", "when",
    "neuro_status IN {myelopathy_ambulatory, myelopathy_nonambulatory, complete_lt48h} AND prior_rt == none AND (survival_ge_12m == FALSE OR ecog_prognosis >= 2)",
    AT_ONCE_BEFORE },
  { "statement", "rt-mscc-30-longprog", "when",
    "neuro_status IN {myelopathy_ambulatory, myelopathy_nonambulatory} AND prior_rt == none AND survival_ge_12m == TRUE AND ecog_prognosis <= 1", AT_ONCE_BEFORE },
  { "statement", "rt-oligo-dose", "when", "oligometastatic == TRUE AND ecog_prognosis <= 2 AND survival_band == gt6m AND prior_rt == none", AT_ONCE_BEFORE },
  { "statement", "sx-postop-rt", "when", "surgery_done == TRUE AND rt_planned == none AND postop_rt_done != TRUE", AFTER_RT },
  { "alert", "al-postop-rt-missing", "when", "surgery_done == TRUE AND rt_planned == none AND days_since_surgery > 14 AND postop_rt_done != TRUE", AFTER_RT },
  { "alert", "al-myeloma-radiosensitive", "when", "primary_tumour == myeloma AND collapse_band == ge50", "dictionary.md 3: the trigger collapse_pct >= 50 reads ge50" },
  { "modifier", "M5.2", "sets",
    "neuro_status = if ambulatory is not null and ambulatory = 'non_ambulatory' then 'myelopathy_nonambulatory' else 'myelopathy_ambulatory'",
    "formal.md 4: walking not recorded counts as walking" },
  { "modifier", "M11", "drops", "@sbrtall, cebrt:cebrt_single, cebrt_urgent:cebrt_single by swap", "prose" },
};

static const char *
read_as (char **line)
{
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    if (strcmp (readings[i].kind, line[0]) == 0 && strcmp (readings[i].id, line[1]) == 0 && strcmp (readings[i].key, line[2]) == 0)
      return readings[i].value;
  return line[3];
}

typedef struct
{
  PdlIniGroup *group;
  const PdlExpr *when;
  GArray *options, *drops, *adds; /* (nullable) of PdlOptionRef */
  GPtrArray *supports, *opposes;  /* (nullable) of PdlOption const */
  const PdlUrgencyRule *urgency;
  const PdlModifierRule *modifier; /* (nullable) */
} Subject;

static guint n_checked, n_different;

static void
complain (char **line, const char *what)
{
  n_different++;
  g_test_message ("%s %s, %s: %s\n  reference: %s", line[0], line[1], line[2], what, line[3]);
}

static PdlIniGroup *
find_group (const char *kind, const char *id)
{
  PdlKnowledge *knowledge = clinical_knowledge ();

  for (guint i = 0; i < pdl_knowledge_get_n_files (knowledge); i++)
    {
      PdlIni *ini = pdl_knowledge_get_ini (knowledge, pdl_knowledge_get_file (knowledge, i, NULL));

      for (guint g = 0; ini != NULL && g < pdl_ini_get_n_groups (ini); g++)
        if (strcmp (pdl_ini_group_get_kind (pdl_ini_get_group (ini, g)), kind) == 0 && strcmp (pdl_ini_group_get_name (pdl_ini_get_group (ini, g)), id) == 0)
          return pdl_ini_get_group (ini, g);
    }
  return NULL;
}

static gboolean
find_subject (const char *kind, const char *id, Subject *subject)
{
  PdlKnowledge *knowledge = clinical_knowledge ();

  memset (subject, 0, sizeof *subject);
  subject->group = find_group (kind, id);
  if (subject->group == NULL)
    return FALSE;
  if (strcmp (kind, "row") == 0)
    {
      const PdlRowRule *rule = (const PdlRowRule *) pdl_knowledge_lookup_row (knowledge, id);

      *subject = (Subject) { subject->group, rule->when, rule->options, NULL, NULL, NULL, NULL, rule->urgency };
    }
  else if (strcmp (kind, "statement") == 0)
    {
      const PdlStatementRule *rule = (const PdlStatementRule *) pdl_knowledge_lookup_statement (knowledge, id);

      *subject = (Subject) { subject->group, rule->when, NULL, NULL, NULL, rule->supports, rule->opposes, rule->urgency };
    }
  else if (strcmp (kind, "alert") == 0)
    {
      const PdlAlertRule *rule = (const PdlAlertRule *) pdl_knowledge_lookup_alert (knowledge, id);

      *subject = (Subject) { subject->group, rule->when, NULL, NULL, NULL, rule->options, NULL, rule->urgency };
    }
  else
    for (guint i = 0; i < knowledge->modifiers->len; i++)
      {
        const PdlModifierRule *rule = g_ptr_array_index (knowledge->modifiers, i);

        if (strcmp (rule->modifier.id, id) == 0)
          *subject = (Subject) { subject->group, rule->when, NULL, rule->drops, rule->adds, NULL, NULL, rule->urgency, rule };
      }
  return TRUE;
}

/* ---- conditions and limits ------------------------------------------------------------------------------------------- */

static void
check_condition (char **line, const PdlExpr *expr, const char *text, const char *where)
{
  g_autoptr (PdlExpr) reference = reference_compile (clinical_knowledge (), text);
  g_autofree char *patient = reference_compare (clinical_knowledge (), reference, expr);

  if (patient != NULL)
    {
      g_autofree char *what = g_strdup_printf ("%s means something else (%s) for %s", where, expr != NULL ? pdl_expr_get_text (expr) : "always", patient);

      complain (line, what);
    }
}

/* "24 h", "7 d", "immediate", "routine" */
static int
hours_of (const char *text)
{
  if (strcmp (text, "immediate") == 0)
    return 0;
  if (strcmp (text, "routine") == 0)
    return -1;
  return atoi (text) * (g_str_has_suffix (text, "d") ? 24 : 1);
}

static void
check_time (char **line, const PdlUrgencyPart *part, char *text)
{
  char *slash = strchr (text, '/');
  int latest = slash != NULL ? hours_of (g_strstrip (slash + 1)) : -1;

  if (slash != NULL)
    *slash = '\0';
  if (part->within_h != hours_of (g_strstrip (text)) || part->latest_h != latest)
    complain (line, "another time");
}

static void
check_urgency (char **line, const Subject *subject)
{
  g_auto (GStrv) parts = NULL;
  const char *raw = pdl_ini_group_get (subject->group, "urgency");

  if (strcmp (line[3], "-") == 0 || strcmp (line[3], "MRI_TIERS") == 0)
    {
      if (g_strcmp0 (raw, strcmp (line[3], "-") == 0 ? NULL : line[3]) != 0)
        complain (line, "another limit");
      return;
    }
  parts = g_strsplit (line[3], ";", -1);
  if (subject->urgency == NULL || subject->urgency->parts->len != g_strv_length (parts))
    {
      complain (line, "another number of parts");
      return;
    }
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const PdlUrgencyPart *part = &g_array_index (subject->urgency->parts, PdlUrgencyPart, i);
      char *text = g_strstrip (parts[i]), *colon = strrchr (text, ':');

      if (i > 0)
        {
          g_assert_true (g_str_has_prefix (text, "if ") && colon != NULL);
          *colon = '\0';
          check_condition (line, part->condition, text + 3, "the condition of a limit");
          text = colon + 1;
        }
      check_time (line, part, g_strstrip (text));
    }
}

/* ---- options --------------------------------------------------------------------------------------------------------- */

/* "id[COND] (first)" */
static char *
take_condition (char *piece, gboolean *ret_first)
{
  char *open = strchr (piece, '['), *close = open != NULL ? strrchr (piece, ']') : NULL;
  char *first = strstr (piece, "(first)");
  char *condition = NULL;

  *ret_first = first != NULL;
  if (first != NULL)
    *first = '\0';
  if (close != NULL)
    {
      condition = g_strndup (open + 1, close - open - 1);
      *open = '\0';
    }
  g_strstrip (piece);
  return condition;
}

/* A piece of a swap may name what it becomes: "cebrt:cebrt_single". */
static gboolean
is_named (const PdlOptionRef *ref, const char *name)
{
  PdlKnowledge *knowledge = clinical_knowledge ();

  const char *colon = strchr (name, ':');

  if (colon != NULL)
    return ref->option != NULL && ref->to != NULL && strncmp (ref->option->id, name, colon - name) == 0 && strcmp (ref->to->id, colon + 1) == 0;
  if (*name == '@')
    return ref->group != NULL && ref->group == g_hash_table_lookup (knowledge->groups, name + 1);
  return ref->option != NULL && strcmp (ref->option->id, name) == 0;
}

static void
check_refs (char **line, GArray *refs, char **pieces)
{
  guint n = 0;

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      gboolean first;
      g_autofree char *condition = take_condition (pieces[i], &first);
      const PdlOptionRef *ref;

      if (*pieces[i] != '@' && strchr (pieces[i], ':') == NULL && pdl_knowledge_lookup_option (clinical_knowledge (), pieces[i]) == NULL)
        continue; /* shown with it, see check_shown */
      if (n >= refs->len || !is_named (ref = &g_array_index (refs, PdlOptionRef, n), pieces[i]))
        {
          complain (line, pieces[i]);
          return;
        }
      n++;
      if (ref->first != first)
        complain (line, "first or not");
      check_condition (line, ref->condition, condition, pieces[i]);
    }
  if (n != refs->len)
    complain (line, "another number of options");
}

static void
check_options (char **line, const GPtrArray *options)
{
  g_auto (GStrv) pieces = reference_split (line[3]);
  guint64 wanted = 0, found = 0;

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      const PdlOption *option = pdl_knowledge_lookup_option (clinical_knowledge (), pieces[i]);
      GPtrArray *group = *pieces[i] == '@' ? g_hash_table_lookup (clinical_knowledge ()->groups, pieces[i] + 1) : NULL;

      g_assert_true (option != NULL || group != NULL);
      for (guint k = 0; group != NULL && k < group->len; k++)
        wanted |= (guint64) 1 << ((const PdlOption *) g_ptr_array_index (group, k))->index;
      if (option != NULL)
        wanted |= (guint64) 1 << option->index;
    }
  for (guint i = 0; options != NULL && i < options->len; i++)
    found |= (guint64) 1 << ((const PdlOption *) g_ptr_array_index ((GPtrArray *) options, i))->index;
  if (wanted != found)
    complain (line, "other options");
}

/* What a modifier adds that is no option, and the notes of a row: as a set. */
static void
check_shown (char **line, PdlIniGroup *group, const char *key)
{
  g_auto (GStrv) pieces = reference_split (line[3]);
  g_auto (GStrv) shown = pdl_ini_group_get_list (group, key);
  guint n = 0;

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      gboolean first;
      g_autofree char *condition = take_condition (pieces[i], &first);

      if (pdl_knowledge_lookup_option (clinical_knowledge (), pieces[i]) != NULL)
        continue;
      n++;
      if (shown == NULL || !g_strv_contains ((const char *const *) shown, pieces[i]))
        complain (line, pieces[i]);
    }
  if (n != (shown != NULL ? g_strv_length (shown) : 0))
    complain (line, "another number of texts shown");
}

/* ---- modifiers ------------------------------------------------------------------------------------------------------ */

static void
check_drops (char **line, const PdlModifierRule *rule)
{
  gboolean swaps = g_str_has_suffix (line[3], " by swap");
  g_autofree char *list = swaps ? g_strndup (line[3], strlen (line[3]) - strlen (" by swap")) : g_strdup (line[3]);
  g_auto (GStrv) pieces = reference_split (list);

  check_refs (line, swaps ? rule->swaps : rule->drops, pieces);
  if ((swaps ? rule->drops : rule->swaps)->len > 0)
    complain (line, "dropped or exchanged");
  /* "strikes the radiotherapy of what remains" */
  if ((strstr (line[3], "strikes") != NULL) != (rule->strikes_uses != 0))
    complain (line, "struck or not");
}

static void
check_sets (char **line, const PdlModifierRule *rule)
{
  g_auto (GStrv) pieces = reference_split (line[3]);

  if (g_strv_length (pieces) != rule->sets->len)
    {
      complain (line, "another number of settings");
      return;
    }
  for (guint i = 0; pieces[i] != NULL; i++)
    {
      const PdlSetting *setting = &g_array_index (rule->sets, PdlSetting, i);
      g_auto (GStrv) sides = g_strsplit (pieces[i], " = ", 2);
      g_autofree char *code = g_strdup_printf ("'%s'", sides[1]), *said = g_strdup (pdl_expr_get_text (setting->value));
      const char *wanted = strcmp (sides[1], "unknown") == 0 ? "null" : g_str_has_prefix (sides[1], "if ") ? sides[1] : code;

      if (strcmp (sides[0], setting->finding->id) != 0 || strcmp (g_strstrip (said), wanted) != 0)
        complain (line, said);
    }
}

static void
check_state (char **line, const PdlModifierRule *rule)
{
  static const char waits[] = "cannot_determine: uses ";
  g_autofree char *text = g_strdup (line[3]);
  gboolean first;
  g_autofree char *condition = take_condition (text, &first);
  guint32 uses = 0;

  if (g_str_has_prefix (line[3], waits))
    {
      g_auto (GStrv) names = reference_split (line[3] + strlen (waits));

      for (guint i = 0; names[i] != NULL; i++)
        {
          guint32 bit = 0;

          g_assert_true (pdl_knowledge_lookup_use (clinical_knowledge (), names[i], &bit));
          uses |= bit;
        }
    }
  if (rule->waits_uses != uses || rule->provisional != (strcmp (text, "provisional") == 0))
    complain (line, "another state");
  else if (rule->provisional)
    check_condition (line, rule->state_condition, condition, "the condition of the state");
}

/* ---- the whole ------------------------------------------------------------------------------------------------------ */

static void
check_text (char **line, const char *said)
{
  if (g_strcmp0 (said, strcmp (line[3], "-") == 0 ? NULL : line[3]) != 0)
    complain (line, said != NULL ? said : "nothing");
}

static void
check_scope (char **line, const Subject *subject)
{
  if (pdl_expr_is_per_target (subject->when) != (strcmp (line[3], "target") == 0))
    complain (line, pdl_expr_is_per_target (subject->when) ? "target" : "patient");
}

static void
check_line (char **line)
{
  const char *key = line[2];
  Subject subject;

  if (!find_subject (line[0], line[1], &subject))
    {
      complain (line, "is not there");
      return;
    }
  n_checked++;
  if (strcmp (key, "when") == 0)
    check_condition (line, subject.when, line[3], "the condition");
  else if (strcmp (key, "urgency") == 0)
    check_urgency (line, &subject);
  else if (strcmp (key, "scope") == 0)
    check_scope (line, &subject);
  else if (strcmp (key, "supports") == 0 || (strcmp (key, "options") == 0 && subject.options == NULL))
    check_options (line, subject.supports);
  else if (strcmp (key, "opposes") == 0)
    check_options (line, subject.opposes);
  else if (strcmp (key, "notes") == 0)
    check_shown (line, subject.group, "notes");
  else if (strcmp (key, "options") == 0 || strcmp (key, "adds") == 0)
    {
      g_auto (GStrv) pieces = reference_split (line[3]);

      check_refs (line, *key == 'o' ? subject.options : subject.adds, pieces);
      if (*key == 'a')
        check_shown (line, subject.group, "show");
    }
  else if (strcmp (key, "drops") == 0)
    check_drops (line, subject.modifier);
  else if (strcmp (key, "sets") == 0)
    check_sets (line, subject.modifier);
  else if (strcmp (key, "state") == 0)
    check_state (line, subject.modifier);
  else
    check_text (line, pdl_ini_group_get (subject.group, key));
}

static void
test_reference (void)
{
  g_autoptr (GPtrArray) table = clinical_read_table ("reference.tsv");

  for (guint i = 0; i < table->len; i++)
    {
      char **line = g_ptr_array_index (table, i);
      char *read[] = { line[0], line[1], line[2], line[3], NULL };

      g_assert_cmpuint (g_strv_length (line), ==, 4);
      read[3] = (char *) read_as (line);
      check_line (read);
    }
  g_test_message ("%u cells, %u different", n_checked, n_different);
  g_assert_cmpuint (n_different, ==, 0);
}

/* Not in these tables of the reference: guideline.md C2 (survival on both sides of 3 months) and C4 (levels with their own rules). */
static const char *const elsewhere[] = { "C2.survival", "C4.1", "C4.2", "al-survival-sides", NULL };

static void
expect_known (GHashTable *known, const char *kind, const char *id)
{
  g_autofree char *name = g_strconcat (kind, " ", id, NULL);

  if (!g_hash_table_contains (known, name) && !g_strv_contains (elsewhere, id))
    g_error ("%s is in the knowledge and not in the reference", name);
}

static void
test_nothing_else (void)
{
  PdlKnowledge *knowledge = clinical_knowledge ();
  g_autoptr (GPtrArray) table = clinical_read_table ("reference.tsv");
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < table->len; i++)
    {
      char **line = g_ptr_array_index (table, i);

      g_hash_table_add (known, g_strconcat (line[0], " ", line[1], NULL));
    }
  for (guint i = 0; i < pdl_knowledge_get_n_rows (knowledge); i++)
    expect_known (known, "row", pdl_knowledge_get_row (knowledge, i)->id);
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (knowledge); i++)
    expect_known (known, "modifier", pdl_knowledge_get_modifier (knowledge, i)->id);
  for (guint i = 0; i < pdl_knowledge_get_n_statements (knowledge); i++)
    expect_known (known, "statement", pdl_knowledge_get_statement (knowledge, i)->id);
  for (guint i = 0; i < pdl_knowledge_get_n_alerts (knowledge); i++)
    expect_known (known, "alert", pdl_knowledge_get_alert (knowledge, i)->id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clinical/reference/cells", test_reference);
  g_test_add_func ("/clinical/reference/nothing-else", test_nothing_else);
  return g_test_run ();
}
