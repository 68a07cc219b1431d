/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings of the dictionary → what the painters draw of a vertebra, and the keys of the spine view. This is the only file
 * of the widgets that names clinical findings, and it names no value of theirs except the pedicles, which are a place
 * in the drawing. Main thread; owns nothing.
 */
#include "pdl-spine-state.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const char *const finding_ids[PDL_SPINE_N_FINDINGS] = {
  [PDL_SPINE_LESION] = "lesion_type",
  [PDL_SPINE_COLLAPSE] = "sins_collapse",
  [PDL_SPINE_ALIGNMENT] = "sins_alignment",
  [PDL_SPINE_SECTORS] = "sectors",
  [PDL_SPINE_SACRAL_PARTS] = "sacral_parts",
  [PDL_SPINE_ESCC] = "escc_grade",
  [PDL_SPINE_BONE_COMPRESSION] = "bone_compression",
};

/* Position of the value that each key sets, in the dictionary's order. */
static const struct
{
  gunichar key;
  gboolean prefixed;
  PdlSpineFinding finding;
  guint position;
} keys[] = {
  { 'b', FALSE, PDL_SPINE_LESION, 0 },    { 'm', FALSE, PDL_SPINE_LESION, 1 },    { 'l', FALSE, PDL_SPINE_LESION, 2 },
  { '0', FALSE, PDL_SPINE_COLLAPSE, 0 },  { '1', FALSE, PDL_SPINE_COLLAPSE, 1 },  { '2', FALSE, PDL_SPINE_COLLAPSE, 2 },
  { '3', FALSE, PDL_SPINE_COLLAPSE, 3 },  { 'n', FALSE, PDL_SPINE_ALIGNMENT, 0 }, { 'k', FALSE, PDL_SPINE_ALIGNMENT, 1 },
  { 's', FALSE, PDL_SPINE_ALIGNMENT, 2 }, { '0', TRUE, PDL_SPINE_ESCC, 0 },       { 'a', TRUE, PDL_SPINE_ESCC, 1 },
  { 'b', TRUE, PDL_SPINE_ESCC, 2 },       { 'c', TRUE, PDL_SPINE_ESCC, 3 },       { '2', TRUE, PDL_SPINE_ESCC, 4 },
  { '3', TRUE, PDL_SPINE_ESCC, 5 },
};

#define FIRST_SACRAL_LEVEL 24

static PdlDictionary *
get_dictionary (PdlSession *session)
{
  PdlKnowledge *knowledge = pdl_session_get_knowledge (session);

  return knowledge != NULL ? pdl_knowledge_get_dictionary (knowledge) : NULL;
}

static const PdlFinding *
lookup (PdlSession *session, const char *id)
{
  PdlDictionary *dictionary = get_dictionary (session);

  return dictionary != NULL ? pdl_dictionary_lookup (dictionary, id) : NULL;
}

const PdlFinding *
pdl_spine_finding (PdlSession *session, PdlSpineFinding which)
{
  return lookup (session, finding_ids[which]);
}

const PdlFinding *
pdl_spine_parts_finding (PdlSession *session, PdlLevel level)
{
  return pdl_spine_finding (session, level >= FIRST_SACRAL_LEVEL ? PDL_SPINE_SACRAL_PARTS : PDL_SPINE_SECTORS);
}

const PdlFinding *
pdl_spine_link_finding (PdlSession *session)
{
  return lookup (session, "target_link");
}

/* The value in force: as evaluated, else as recorded. */
static const PdlValue *
get_value (PdlSession *session, const PdlAssessment *assessment, const PdlFinding *finding, PdlLevel level)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (session);

  if (finding == NULL || assessment == NULL)
    return NULL;
  if (evaluation != NULL && assessment == pdl_session_get_assessment (session))
    return pdl_evaluation_get_value (evaluation, finding, -1, level, NULL, NULL);
  return pdl_fields_get (pdl_assessment_get_level (assessment, level), finding->id);
}

/* "?" for asked and unknown, NULL for not asked; interned, so that states outlive the evaluation. */
static const char *
get_code (PdlSession *session, const PdlAssessment *assessment, PdlSpineFinding which, PdlLevel level)
{
  const PdlFinding *finding = pdl_spine_finding (session, which);
  const PdlValue *value = get_value (session, assessment, finding, level);
  const PdlValue *recorded;

  if (value != NULL && pdl_value_is_known (value))
    return g_intern_string (pdl_value_get_code (value));
  if (finding == NULL || assessment == NULL)
    return NULL;
  recorded = pdl_fields_get (pdl_assessment_get_level (assessment, level), finding->id);
  return recorded != NULL && pdl_value_get_kind (recorded) == PDL_VALUE_UNKNOWN ? "?" : NULL;
}

static void
read_level (PdlSession *session, const PdlAssessment *assessment, PdlLevel level, PdlVertebraState *state)
{
  const PdlFinding *parts = pdl_spine_parts_finding (session, level);
  const PdlFinding *involved = lookup (session, "involved");
  const PdlFinding *percent = lookup (session, "collapse_pct");
  const PdlValue *value;

  state->lesion = get_code (session, assessment, PDL_SPINE_LESION, level);
  state->collapse = get_code (session, assessment, PDL_SPINE_COLLAPSE, level);
  state->alignment = get_code (session, assessment, PDL_SPINE_ALIGNMENT, level);
  state->escc = get_code (session, assessment, PDL_SPINE_ESCC, level);

  value = get_value (session, assessment, percent, level);
  if (value != NULL && pdl_value_is_known (value))
    state->collapse_pct = pdl_value_get_number (value);

  value = get_value (session, assessment, parts, level);
  state->sectors_known = value != NULL && pdl_value_is_known (value);
  state->sectors = state->sectors_known ? pdl_value_get_bits (value) : 0;

  value = get_value (session, assessment, pdl_spine_finding (session, PDL_SPINE_BONE_COMPRESSION), level);
  state->bone_compression = value != NULL && pdl_value_is_known (value) && pdl_value_get_bool (value);

  value = get_value (session, assessment, involved, level);
  if (value != NULL && pdl_value_is_known (value))
    state->involved = pdl_value_get_bool (value);
  else
    state->involved = state->lesion != NULL || state->sectors != 0;
}

void
pdl_spine_state_read (PdlSession *session, gboolean ghosts, PdlVertebraState *states)
{
  PdlCase *kase = pdl_session_get_case (session);
  PdlEvaluation *evaluation = pdl_session_get_evaluation (session);
  const PdlAssessment *assessment = pdl_session_get_assessment (session);
  const PdlAssessment *before = NULL;
  PdlLevelSet recorded = 0;

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    states[level] = (PdlVertebraState) { .collapse_pct = NAN, .target = -1 };
  if (kase == NULL || assessment == NULL)
    return;

  if (ghosts)
    for (guint i = 1; i < pdl_case_get_n_assessments (kase); i++)
      if (pdl_case_get_assessment (kase, i) == assessment)
        before = pdl_case_get_assessment (kase, i - 1);

  recorded = pdl_assessment_get_recorded_levels (assessment);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      if (recorded & PDL_LEVEL_BIT (level))
        read_level (session, assessment, level, &states[level]);
      else if (before != NULL && (pdl_assessment_get_recorded_levels (before) & PDL_LEVEL_BIT (level)))
        {
          read_level (session, before, level, &states[level]);
          states[level].ghost = TRUE;
        }
    }
  if (evaluation != NULL)
    for (guint i = 0; i < evaluation->n_targets; i++)
      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        if (evaluation->targets[i].levels & PDL_LEVEL_BIT (level))
          states[level].target = (int) i;
}

static gboolean
same_number (double a, double b)
{
  return (isnan (a) && isnan (b)) || a == b;
}

gboolean
pdl_spine_state_equal (const PdlVertebraState *a, const PdlVertebraState *b, gboolean *ret_anatomy)
{
  /* Codes are interned or static, pointers tell. The anatomy shows the collapsed body and the missing parts. */
  gboolean anatomy = a->involved != b->involved || a->collapse != b->collapse || !same_number (a->collapse_pct, b->collapse_pct)
                     || a->sectors != b->sectors || a->sectors_known != b->sectors_known || a->ghost != b->ghost;

  if (ret_anatomy != NULL)
    *ret_anatomy = anatomy;
  return !anatomy && a->lesion == b->lesion && a->escc == b->escc && a->alignment == b->alignment
         && a->bone_compression == b->bone_compression && a->selected == b->selected && a->focused == b->focused
         && a->hovered == b->hovered && a->target == b->target;
}

/* The field's short name of a grade is the first word of its label ("ESCC grade (Bilsky)" → "ESCC"). */
static char *
get_first_word (const char *label)
{
  const char *translated = pdl_dictionary_translate (label);

  return g_strndup (translated, strcspn (translated, " "));
}

static const PdlTargetResult *
get_target (PdlSession *session, PdlLevel level)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (session);

  if (evaluation != NULL)
    for (guint i = 0; i < evaluation->n_targets; i++)
      if (evaluation->targets[i].levels & PDL_LEVEL_BIT (level))
        return &evaluation->targets[i];
  return NULL;
}

static void
append_scores (PdlSession *session, PdlLevel level, const char *separator, gboolean bands, GString *text)
{
  const PdlTargetResult *target = get_target (session, level);

  if (target == NULL)
    return;
  for (guint i = 0; i < target->n_scores; i++)
    {
      const PdlScoreResult *result = &target->scores[i];

      if (result->level != level || (result->state != PDL_SCORE_COMPLETE && result->state != PDL_SCORE_PARTIAL))
        continue;
      if (result->n_items < 2)
        continue; /* a grade by another name: said already */
      if (text->len > 0)
        g_string_append (text, separator);
      g_string_append_printf (text, "%s %g", pdl_dictionary_translate (result->score->label), result->min);
      if (result->max > result->min)
        g_string_append_printf (text, "–%g", result->max);
      if (bands && result->band != NULL)
        g_string_append_printf (text, " %s", pdl_dictionary_translate (result->band->label));
    }
}

gboolean
pdl_spine_level_has_findings (PdlSession *session, PdlLevel level)
{
  const PdlAssessment *assessment = pdl_session_get_assessment (session);
  PdlDictionary *dictionary = get_dictionary (session);
  const PdlFields *fields = assessment != NULL ? pdl_assessment_get_level (assessment, level) : NULL;

  for (guint i = 0; fields != NULL && i < pdl_fields_get_size (fields); i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, pdl_fields_get_id (fields, i));

      if (finding != NULL && finding->scope == PDL_SCOPE_LEVEL)
        return TRUE;
    }
  return FALSE;
}

char *
pdl_spine_state_describe (PdlSession *session, PdlLevel level)
{
  const PdlAssessment *assessment = pdl_session_get_assessment (session);
  GString *text = g_string_new (pdl_level_name (level));
  gboolean any = FALSE;

  for (guint i = 0; i < PDL_SPINE_N_FINDINGS && assessment != NULL; i++)
    {
      const PdlFinding *finding = pdl_spine_finding (session, i);
      const PdlValue *value;
      g_autofree char *described = NULL;

      if (finding == NULL || (pdl_assessment_get_recorded_levels (assessment) & PDL_LEVEL_BIT (level)) == 0)
        continue;
      value = get_value (session, assessment, finding, level);
      if (value == NULL || !pdl_value_is_known (value))
        {
          value = pdl_fields_get (pdl_assessment_get_level (assessment, level), finding->id);
          if (value == NULL || pdl_value_get_kind (value) != PDL_VALUE_UNKNOWN)
            continue;
          g_string_append_printf (text, _(", %s unknown"), pdl_dictionary_translate (finding->label));
          any = TRUE;
          continue;
        }
      any = TRUE;
      if (finding->type == PDL_TYPE_BOOL)
        {
          if (pdl_value_get_bool (value))
            g_string_append_printf (text, ", %s", pdl_dictionary_translate (finding->label));
          continue;
        }
      described = pdl_finding_tell (finding, value);
      if (i == PDL_SPINE_ESCC)
        {
          g_autofree char *word = get_first_word (finding->label);

          g_string_append_printf (text, ", %s %s", word, described);
        }
      else
        g_string_append_printf (text, ", %s", described);
    }
  if (any)
    append_scores (session, level, ", ", TRUE, text);
  else
    g_string_append (text, _(", nothing recorded"));
  return g_string_free (text, FALSE);
}

char *
pdl_spine_state_caption (PdlSession *session, PdlLevel level)
{
  const PdlAssessment *assessment = pdl_session_get_assessment (session);
  static const PdlSpineFinding order[] = { PDL_SPINE_ESCC, PDL_SPINE_LESION, PDL_SPINE_COLLAPSE };
  GString *text = g_string_new (NULL);

  if (assessment != NULL && (pdl_assessment_get_recorded_levels (assessment) & PDL_LEVEL_BIT (level)) != 0)
    for (guint i = 0; i < G_N_ELEMENTS (order); i++)
      {
        const PdlFinding *finding = pdl_spine_finding (session, order[i]);
        const PdlValue *value = get_value (session, assessment, finding, level);

        /* No collapse is drawn as it is; its words would crowd the level. */
        if (order[i] == PDL_SPINE_COLLAPSE && pdl_value_is_known (value) && g_str_equal (pdl_value_get_code (value), "none"))
          continue;
        if (value != NULL && pdl_value_is_known (value))
          {
            g_autofree char *described = pdl_finding_describe (finding, value);

            if (text->len > 0)
              g_string_append_c (text, '\n');
            if (order[i] == PDL_SPINE_ESCC)
              {
                g_autofree char *word = get_first_word (finding->label);

                g_string_append_printf (text, "%s %s", word, described);
              }
            else
              g_string_append (text, described);
          }
        if (order[i] == PDL_SPINE_ESCC)
          append_scores (session, level, "\n", FALSE, text);
      }
  if (text->len == 0)
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  return g_string_free (text, FALSE);
}

gboolean
pdl_spine_key_is_prefix (gunichar key)
{
  return key == 'e';
}

const char *
pdl_spine_key_lookup (PdlSession *session, gunichar key, gboolean prefixed, const PdlFinding **ret_finding)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const PdlFinding *finding;

      if (keys[i].key != key || keys[i].prefixed != prefixed)
        continue;
      finding = pdl_spine_finding (session, keys[i].finding);
      if (finding == NULL || keys[i].position >= finding->n_codes)
        return NULL;
      *ret_finding = finding;
      return finding->codes[keys[i].position].code;
    }
  return NULL;
}

char *
pdl_spine_next_pedicles (PdlSession *session, PdlLevel level)
{
  const PdlAssessment *assessment = pdl_session_get_assessment (session);
  const PdlFinding *finding = pdl_spine_finding (session, PDL_SPINE_SECTORS);
  const PdlValue *value = get_value (session, assessment, finding, level);
  g_autoptr (PdlValue) next = NULL;
  guint left, right;
  guint32 bits = value != NULL && pdl_value_is_known (value) ? pdl_value_get_bits (value) : 0;
  guint step;

  if (finding == NULL || pdl_finding_lookup_code (finding, "ped_l", &left) == NULL
      || pdl_finding_lookup_code (finding, "ped_r", &right) == NULL)
    return NULL;
  /* Where the body has collapsed or is replaced it is involved: parts entered first for the pedicles must not say it is free. */
  if (value == NULL || !pdl_value_is_known (value))
    {
      const PdlValue *collapse = get_value (session, assessment, pdl_spine_finding (session, PDL_SPINE_COLLAPSE), level);
      guint body;

      if (collapse != NULL && pdl_value_is_known (collapse) && pdl_value_get_position (collapse) > 0
          && pdl_finding_lookup_code (finding, "vb", &body) != NULL)
        bits |= 1u << body;
    }
  step = ((bits >> left) & 1) | (((bits >> right) & 1) << 1);
  step = (step + 1) % 4;
  bits &= ~((1u << left) | (1u << right));
  bits |= (step & 1) << left;
  bits |= ((step >> 1) & 1) << right;
  next = pdl_value_new_set (bits);
  return pdl_finding_format (finding, next);
}

static void
clear_bracket (gpointer data)
{
  g_free (((PdlBracket *) data)->label);
}

GArray *
pdl_spine_brackets_new (void)
{
  GArray *brackets = g_array_new (FALSE, TRUE, sizeof (PdlBracket));

  g_array_set_clear_func (brackets, clear_bracket);
  return brackets;
}

/* "30 Gy in 10" from the numbers of a course, by the units of its fields. */
static char *
describe_course (const PdlItem *item)
{
  const PdlRecordKind *kind = pdl_item_get_kind (item);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const PdlFinding *field = kind->fields[i];
      const PdlValue *value = pdl_fields_get (pdl_item_get_fields (item), field->id);
      g_autofree char *described = NULL;

      if (value == NULL || !pdl_value_is_known (value) || (field->type != PDL_TYPE_NUMBER && field->type != PDL_TYPE_INT))
        continue;
      described = pdl_finding_describe (field, value);
      if (text->len == 0)
        g_string_append (text, described);
      else
        {
          g_string_append_printf (text, " / %s", described);
          break; /* dose and fractions; the rest is read in the record */
        }
    }
  if (text->len == 0)
    g_string_append (text, pdl_dictionary_translate (kind->label));
  return g_string_free (text, FALSE);
}

void
pdl_spine_brackets_read (PdlSession *session, GArray *brackets)
{
  PdlCase *kase = pdl_session_get_case (session);

  g_array_set_size (brackets, 0);
  for (guint i = 0; kase != NULL && i < pdl_case_get_n_items (kase, PDL_GROUP_TREATMENT); i++)
    {
      const PdlItem *item = pdl_case_get_item (kase, PDL_GROUP_TREATMENT, i);
      const char *kind = pdl_item_get_kind (item)->id;
      const char *status = pdl_item_get_status (item);
      PdlLevelSet levels = pdl_item_get_levels (item);
      gboolean planned = g_strcmp0 (status, "planned") == 0;
      const PdlValue *fused = pdl_fields_get (pdl_item_get_fields (item), "levels_fused");
      PdlBracket bracket = { 0 };

      if (g_strcmp0 (status, "cancelled") == 0)
        continue;
      if (g_str_equal (kind, "radiotherapy"))
        bracket.kind = planned ? PDL_BRACKET_PLANNED : PDL_BRACKET_EARLIER_RT;
      else if (g_str_equal (kind, "surgery") && fused != NULL && pdl_value_get_kind (fused) == PDL_VALUE_SET && pdl_value_get_bits (fused) != 0)
        {
          bracket.kind = planned ? PDL_BRACKET_PLANNED : PDL_BRACKET_IMPLANT;
          levels = pdl_value_get_bits (fused);
        }
      else
        continue;
      if (levels == 0)
        continue;
      bracket.first = pdl_level_set_first (levels);
      bracket.last = pdl_level_set_last (levels);
      bracket.label = describe_course (item);
      g_array_append_val (brackets, bracket);
    }
}
