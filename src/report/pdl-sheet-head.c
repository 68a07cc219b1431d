/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The upper part of the sheet: who, the question, emergency, the four axes, the lesions, the outlook. */
#include "pdl-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_LESIONS 6

double
pdl_sheet_title (PdlPen     *pen,
                 const char *title,
                 double      x,
                 double      y,
                 double      width)
{
  return pdl_pen_text (pen, title, x, y, width, PDL_PEN_SMALL, PDL_PEN_BOLD, &pen->palette->dim, 1) + 1;
}

static char *
identity_value (PdlSheet   *self,
                const char *key)
{
  g_autofree char *id = g_key_file_get_string (self->map, "identity", key, NULL);

  return id != NULL ? pdl_sheet_value (self, id, -1, PDL_LEVEL_NONE) : NULL;
}

static char *
question_of (PdlSheet *self)
{
  g_autofree char *key = g_key_file_get_string (self->map, "decision", "question", NULL);

  for (guint i = pdl_case_get_n_items (self->kase, PDL_GROUP_DECISION); key != NULL && i > 0; i--)
    {
      const PdlItem *item = pdl_case_get_item (self->kase, PDL_GROUP_DECISION, i - 1);
      const PdlValue *value = pdl_fields_get (pdl_item_get_fields (item), key);

      if (value != NULL && pdl_value_is_known (value) && *pdl_value_get_text (value) != '\0')
        return g_strdup (pdl_value_get_text (value));
    }
  return NULL;
}

static void
add_leaves (const PdlClause *clause,
            GString         *text)
{
  if (clause == NULL)
    return;
  /* What was found, not the condition it met: "Neurological status: …" */
  if (clause->op == NULL && clause->truth == PDL_TRUTH_TRUE && text->len < 200)
    {
      g_autofree char *words = clause->finding != NULL && clause->value != NULL
                                 ? g_strdup_printf ("%s: %s", pdl_dictionary_translate (clause->finding->label), clause->value)
                                 : g_strdup (clause->text);

      if (words != NULL && strstr (text->str, words) == NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", words);
    }
  for (guint i = 0; clause->children != NULL && i < clause->children->len; i++)
    add_leaves (g_ptr_array_index (clause->children, i), text);
}

/* The reason in the knowledge's own words, and the hours it counts. */
static char *
emergency_text (PdlSheet *self)
{
  PdlEvaluation *evaluation = self->evaluation;
  g_autoptr (GString) why = g_string_new (NULL);
  g_autofree char *urgency = NULL, *counted = NULL;
  g_autoptr (PdlClause) clause = pdl_evaluation_explain_emergency (evaluation);

  add_leaves (clause, why);
  for (guint i = 0; i < evaluation->n_alerts && why->len == 0; i++)
    {
      const PdlAlert *alert = evaluation->alerts[i].alert;
      const char *text = alert->text_short != NULL ? alert->text_short : alert->text;

      if (evaluation->alerts[i].truth == PDL_TRUTH_TRUE && alert->severity == PDL_SEVERITY_CRITICAL && text != NULL)
        g_string_append (why, pdl_dictionary_translate (text));
    }
  for (guint i = 0; i < evaluation->n_targets && urgency == NULL; i++)
    urgency = pdl_sheet_urgency (self, &evaluation->targets[i].decision.urgency);
  if (urgency != NULL && evaluation->clock_start != PDL_MINUTE_NONE)
    {
      const PdlFinding *from = pdl_sheet_finding (self, evaluation->clock_from);

      /* Translators: the hours of an emergency, and the event they count from. */
      counted = g_strdup_printf (_("%s, counted from “%s”"), urgency, pdl_dictionary_translate (from->label));
    }
  /* Translators: the line of an emergency on the sheet: the hours, then the reason. */
  return urgency != NULL ? g_strdup_printf (_("Emergency, %s. It does not wait for the meeting. %s."), counted != NULL ? counted : urgency, why->str)
                         : g_strdup_printf (_("Emergency. It does not wait for the meeting. %s."), why->str);
}

double
pdl_sheet_head (PdlSheet *self,
                PdlPen   *pen,
                double    y)
{
  double x = PDL_SHEET_MARGIN, width = self->width - 2 * PDL_SHEET_MARGIN;
  /* "Fragestellung" is longer than "Question". */
  double label = MAX (58, pdl_pen_width (pen, _("Question"), 9, PDL_PEN_BOLD) + 8), top;
  const PdlPalette *palette = pen->palette;
  const PdlAssessment *current = pdl_case_get_current (self->kase);
  g_autofree char *family = identity_value (self, "family"), *given = identity_value (self, "given");
  g_autofree char *birth = identity_value (self, "birth"), *referrer = identity_value (self, "referrer");
  g_autofree char *question = question_of (self);
  g_autofree char *day = pdl_sheet_day (current != NULL ? pdl_assessment_get_day (current) : PDL_DAY_NONE);
  g_autofree char *name = NULL, *right = NULL;
  g_auto (GStrv) rest = pdl_sheet_list (self, "identity", "rest");
  g_autoptr (GString) person = g_string_new (NULL);

  pdl_pen_text (pen, _("Tumour board"), x, y, width / 2, 9, PDL_PEN_BOLD, &palette->dim, 1);
  right = referrer != NULL ? g_strdup_printf (_("visit of %s, oncologist %s"), day, referrer) : g_strdup_printf (_("visit of %s"), day);
  y += pdl_pen_right (pen, right, x + width * 0.3, y, width * 0.7, 8.6, PDL_PEN_PLAIN, &palette->dim) + 1;

  if (family != NULL || given != NULL)
    name = g_strdup_printf ("%s%s%s", family != NULL ? family : "", family != NULL && given != NULL ? ", " : "", given != NULL ? given : "");
  else
    name = g_strdup (_("Name not recorded"));
  if (birth != NULL)
    g_string_append_printf (person, _("born %s"), birth);
  else
    g_string_append (person, _("birth date not recorded"));
  for (guint i = 0; rest[i] != NULL; i++)
    {
      g_autofree char *value = pdl_sheet_value (self, rest[i], -1, PDL_LEVEL_NONE);

      if (value != NULL)
        g_string_append_printf (person, ", %s", value);
    }
  top = pdl_pen_text (pen, name, x, y, width * 0.52, 16, PDL_PEN_BOLD, &palette->ink, 2);
  pdl_pen_right (pen, person->str, x + width * 0.53, y + 6, width * 0.47, 9.5, PDL_PEN_BOLD, &palette->ink);
  y += top + 3;
  pdl_pen_rule (pen, x, y, width, 1.2);
  y += 5;

  pdl_pen_text (pen, _("Question"), x, y + 3, label, 9, PDL_PEN_BOLD, &palette->dim, 1);
  y += question != NULL
         ? pdl_pen_text (pen, question, x + label, y, width - label, 12, PDL_PEN_BOLD, &palette->ink, 2)
         : pdl_pen_text (pen, _("not recorded: a meeting needs one"), x + label, y + 1, width - label, 10.5, PDL_PEN_PLAIN, &palette->dim, 1);
  y += 2;
  if (self->evaluation->emergency == PDL_EMERGENCY_RED)
    {
      g_autofree char *text = emergency_text (self);

      if (!pen->measuring)
        pdl_glyph_paint (pen->cr, PDL_GLYPH_OCTAGON, x + label, y + 1, 11, &palette->urgent);
      y += pdl_pen_higher (pdl_pen_text (pen, text, x + label + 16, y, width - label - 16, 9.5, PDL_PEN_BOLD, &palette->urgent, 0), 12) + 2;
    }
  y += 3;
  pdl_pen_rule (pen, x, y, width, 0.5);
  return y + 6;
}

/* The group of the map that names a finding or "score:ID" in few letters. */
static char *
column_group (const char *id)
{
  return g_strconcat ("column ", g_str_has_prefix (id, "score:") ? id + strlen ("score:") : id, NULL);
}

static char *
join_values (PdlSheet   *self,
             const char *group,
             const char *key,
             int         target,
             gboolean    named)
{
  g_auto (GStrv) ids = pdl_sheet_list (self, group, key);
  GString *text = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_sheet_finding (self, ids[i]);
      g_autofree char *value = pdl_sheet_value (self, ids[i], target, PDL_LEVEL_NONE);
      const char *name = NULL;
      g_autofree char *label = NULL;

      /* A code or a number needs its name beside it, a phrase does not. */
      if (named || g_str_has_prefix (ids[i], "score:") || (value != NULL && strpbrk (value, "0123456789") != NULL && strchr (value, ' ') == NULL))
        {
          g_autofree char *column = column_group (ids[i]);

          label = pdl_sheet_label (self, column);
          name = *label != '\0' ? label : finding != NULL ? pdl_dictionary_translate (finding->label) : NULL;
        }
      if (value == NULL && finding == NULL && name == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      if (value == NULL)
        g_string_append_printf (text, "%s ?", name != NULL ? name : pdl_dictionary_translate (finding->label));
      else if (name != NULL)
        g_string_append_printf (text, named ? "%s: %s" : "%s %s", name, value);
      else
        g_string_append (text, value);
    }
  return g_string_free (text, FALSE);
}

double
pdl_sheet_axes (PdlSheet *self,
                PdlPen   *pen,
                double    x,
                double    y,
                double    width)
{
  static const char *const axes[] = { "axis neurology", "axis oncology", "axis mechanics", "axis systemic" };
  int target = self->evaluation->n_targets > 0 ? 0 : -1;
  double column = width / 4, height = 0;

  for (guint i = 0; i < G_N_ELEMENTS (axes); i++)
    {
      g_autofree char *title = pdl_sheet_label (self, axes[i]);
      g_autofree char *first = join_values (self, axes[i], "first", target, FALSE);
      g_autofree char *then = join_values (self, axes[i], "then", target, TRUE);
      double at = x + i * column, h = pdl_sheet_title (pen, title, at, y, column - 6);

      h += pdl_pen_text (pen, first, at, y + h, column - 6, 8.8, PDL_PEN_BOLD, &pen->palette->ink, 3);
      h += pdl_pen_text (pen, then, at, y + h, column - 6, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->ink, 2);
      height = MAX (height, h);
    }
  y += height + 3;
  pdl_pen_rule (pen, x, y, width, 0.5);
  return y + 4;
}

double
pdl_sheet_lesions (PdlSheet *self,
                   PdlPen   *pen,
                   double    x,
                   double    y,
                   double    width)
{
  g_auto (GStrv) columns = pdl_sheet_list (self, "lesions", "columns");
  g_autofree char *title = pdl_sheet_label (self, "lesions");
  guint n_columns = g_strv_length (columns), rows = 0;
  PdlLevelSet rest = 0;
  double first = 26, height = 0, total = 0;
  double places[16] = { 0 };

  n_columns = MIN (n_columns, G_N_ELEMENTS (places) - 1);
  for (guint pass = 0; pass < 2; pass++)
    for (guint c = 0; c < n_columns; c++)
      {
        g_autofree char *group = column_group (columns[c]);
        double share = g_key_file_get_double (self->map, group, "share", NULL);

        share = share > 0 ? share : 1;
        if (pass == 0)
          total += share;
        else
          places[c + 1] = places[c] + (width - first) * share / total;
      }
  y += pdl_sheet_title (pen, title, x, y, width);
  if (self->evaluation->n_targets == 0 || self->evaluation->targets[0].levels == 0)
    {
      y += pdl_pen_text (pen, _("no level recorded"), x, y, width, PDL_PEN_BODY, PDL_PEN_PLAIN, &pen->palette->dim, 1);
      return y + 4;
    }
  for (guint c = 0; c < n_columns; c++)
    {
      g_autofree char *group = column_group (columns[c]);
      g_autofree char *label = pdl_sheet_label (self, group);

      height = pdl_pen_higher (height, pdl_pen_text (pen, label, x + first + places[c], y, places[c + 1] - places[c] - 3,
                                                     PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->dim, 1));
    }
  y += height;
  for (guint t = 0; t < self->evaluation->n_targets; t++)
    for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
      {
        if (!(self->evaluation->targets[t].levels & PDL_LEVEL_BIT (level)))
          continue;
        if (rows >= MOST_LESIONS)
          {
            rest |= PDL_LEVEL_BIT (level);
            continue;
          }
        height = pdl_pen_text (pen, pdl_level_name (level), x, y, first, PDL_PEN_BODY, PDL_PEN_BOLD, &pen->palette->ink, 1);
        for (guint c = 0; c < n_columns; c++)
          {
            g_autofree char *value = pdl_sheet_value (self, columns[c], (int) t, level);
            gboolean strong = g_str_has_prefix (columns[c], "score:");
            /* A score is read from the worst level of a target: the others have none of their own. */
            g_autofree char *worst = strong ? pdl_sheet_value (self, columns[c], (int) t, PDL_LEVEL_NONE) : NULL;
            gboolean elsewhere = worst != NULL;

            height = pdl_pen_higher (height, pdl_pen_text (pen, value != NULL ? value : elsewhere ? "–" : "?", x + first + places[c], y,
                                                places[c + 1] - places[c] - 3, PDL_PEN_SMALL,
                                                strong ? PDL_PEN_BOLD : PDL_PEN_PLAIN, value != NULL ? &pen->palette->ink : &pen->palette->dim, 2));
          }
        y += height;
        rows++;
      }
  if (rest != 0)
    {
      g_autofree char *levels = pdl_level_set_to_text (rest);
      g_autofree char *text = g_strdup_printf (_("+ %d: %s"), pdl_level_set_count (rest), levels);

      y += pdl_pen_text (pen, text, x, y, width, PDL_PEN_BODY, PDL_PEN_PLAIN, &pen->palette->ink, 2);
    }
  y += 3;
  pdl_pen_rule (pen, x, y, width, 0.5);
  return y + 4;
}

static const PdlScoreResult *
patient_score (PdlSheet   *self,
               const char *id)
{
  for (guint i = 0; i < self->evaluation->n_scores; i++)
    if (g_str_equal (self->evaluation->scores[i].score->id, id))
      return &self->evaluation->scores[i];
  return NULL;
}

double
pdl_sheet_outlook (PdlSheet *self,
                   PdlPen   *pen,
                   double    x,
                   double    y,
                   double    width)
{
  g_autofree char *title = pdl_sheet_label (self, "outlook");
  g_auto (GStrv) ids = pdl_sheet_list (self, "outlook", "findings");
  g_autofree char *markup = pdl_sheet_findings_markup (self, ids, -1, FALSE);
  g_auto (GStrv) wanted = pdl_sheet_list (self, "outlook", "scores");
  g_autoptr (GString) scores = g_string_new (NULL);

  y += pdl_sheet_title (pen, title, x, y, width);
  y += pdl_pen_markup (pen, markup, x, y, width, PDL_PEN_BODY, 3);
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      const PdlScoreResult *result = patient_score (self, wanted[i]);
      g_autofree char *value = result != NULL ? pdl_sheet_score_text (result) : NULL;

      if (value == NULL)
        continue;
      if (scores->len > 0)
        g_string_append (scores, " · ");
      /* Never a bare number: its name, what it stands for, and how much of it is missing. */
      g_string_append_printf (scores, "%s %s", pdl_dictionary_translate (result->score->label), value);
      if (result->band != NULL && result->band->label != NULL)
        g_string_append_printf (scores, " (%s)", pdl_dictionary_translate (result->band->label));
      if (result->missing != NULL && result->missing[0] != NULL)
        {
          guint n = g_strv_length ((char **) result->missing);

          g_string_append_printf (scores, ngettext (", %u item open", ", %u items open", n), n);
        }
    }
  if (scores->len > 0)
    {
      if (pdl_sheet_drops (self, PDL_DROP_SCORES))
        pdl_sheet_cut (self, PDL_DROP_SCORES);
      else
        y += pdl_pen_text (pen, scores->str, x, y, width, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->ink,
                           pdl_sheet_drops (self, PDL_DROP_LONG) ? 4 : 8);
      if (pen->cut)
        pdl_sheet_cut (self, PDL_DROP_LONG);
    }
  y += 3;
  pdl_pen_rule (pen, x, y, width, 0.5);
  return y + 4;
}
