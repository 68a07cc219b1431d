/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two evaluations of one case, part by part. Targets are met in order, worst or not: both were formed of the same levels, unless
 * the knowledge forms them otherwise, which is a difference of its own. */
#include "pdl-reading-difference.h"

#include <glib/gi18n-lib.h>

const char *
pdl_reading_part_name (PdlReadingPart part)
{
  static const char *const names[] = { "emergency", "targets", "row", "state", "urgency", "options", "alerts" };

  return names[part];
}

static void
change_free (gpointer data)
{
  PdlReadingChange *change = data;

  g_free (change->before);
  g_free (change->now);
  g_free (change->before_words);
  g_free (change->now_words);
  g_free (change);
}

void
pdl_reading_difference_free (PdlReadingDifference *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->why);
  g_free (self);
}

static const char *
translate (const char *text)
{
  return text != NULL ? pdl_dictionary_translate (text) : "";
}

/* Takes over the two texts. NULL when they are the same: nothing is added then; else the words of both are still to be said. */
static PdlReadingChange *
meet (PdlReadingDifference *self, PdlReadingPart part, PdlLevelSet levels, char *before, char *now)
{
  PdlReadingChange *change;

  if (g_str_equal (before, now))
    {
      g_free (before);
      g_free (now);
      return NULL;
    }
  change = g_new0 (PdlReadingChange, 1);
  change->part = part;
  change->levels = levels;
  change->before = before;
  change->now = now;
  g_ptr_array_add (self->changes, change);
  return change;
}

static void
say_why (PdlReadingDifference *self, char *sentence)
{
  if (g_ptr_array_find_with_equal_func (self->why, sentence, g_str_equal, NULL))
    g_free (sentence);
  else
    g_ptr_array_add (self->why, sentence);
}

/* ——— parts in ids and in words ——— */

static char *
row_ids (const PdlDecisionResult *decision)
{
  return g_strdup_printf ("%s%s%s", decision->row != NULL ? decision->row->id : "-", decision->row_also != NULL ? "; " : "",
                          decision->row_also != NULL ? decision->row_also->id : "");
}

static char *
row_words (const PdlDecisionResult *decision)
{
  if (decision->row == NULL)
    return g_strdup (_("no row"));
  return g_strdup_printf ("%s (%s)", decision->row->action != NULL ? translate (decision->row->action->label) : decision->row->id,
                          decision->row->id);
}

static char *
hours_text (int hours)
{
  if (hours < 0)
    return g_strdup (_("no limit in hours"));
  if (hours >= 72 && hours % 24 == 0)
    return g_strdup_printf (ngettext ("%d day", "%d days", hours / 24), hours / 24);
  return g_strdup_printf (_("%d h"), hours);
}

static char *
urgency_ids (const PdlUrgency *urgency)
{
  return urgency->known ? g_strdup_printf ("%d h/%d h", urgency->within_h, urgency->latest_h) : g_strdup ("-");
}

/* In figures: the wording of the source may stay where the figure changes. */
static char *
urgency_words (const PdlUrgency *urgency)
{
  g_autofree char *within = NULL, *latest = NULL;

  if (!urgency->known)
    return g_strdup (_("no time limit"));
  within = hours_text (urgency->within_h);
  if (urgency->latest_h < 0)
    return g_steal_pointer (&within);
  latest = hours_text (urgency->latest_h);
  return g_strdup_printf (_("%s, %s at the latest"), within, latest);
}

/* The limit of the row, then those that modifiers bring on lines of their own. */
static char *
limits (const PdlTargetResult *target, char *(*say) (const PdlUrgency *urgency))
{
  g_autofree char *of_row = say (&target->decision.urgency);
  GString *text = g_string_new (of_row);

  for (guint i = 0; i < target->n_modifiers; i++)
    if (target->modifiers[i].truth == PDL_TRUTH_TRUE && target->modifiers[i].urgency.known)
      {
        g_autofree char *limit = say (&target->modifiers[i].urgency);

        g_string_append_printf (text, "; %s: %s", target->modifiers[i].modifier->id, limit);
      }
  return g_string_free (text, FALSE);
}

static char *
state_ids (PdlDecisionState state)
{
  static const char *const names[] = { "determined", "provisional", "cannot_determine" };

  return g_strdup (names[state]);
}

static char *
state_words (PdlDecisionState state)
{
  static const char *const words[] = { N_("Determined"), N_("Provisional"), N_("Cannot determine yet") };

  return g_strdup (_(words[state]));
}

static char *
emergency_ids (PdlEmergency emergency)
{
  static const char *const names[] = { "none", "amber", "red" };

  return g_strdup (names[emergency]);
}

static char *
emergency_words (PdlEmergency emergency)
{
  static const char *const words[] = { N_("no emergency strip"), N_("emergency strip: ask now"), N_("emergency strip") };

  return g_strdup (_(words[emergency]));
}

static char *
target_ids (PdlEvaluation *evaluation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < evaluation->n_targets; i++)
    {
      g_autofree char *levels = pdl_level_set_to_text (evaluation->targets[i].levels);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", levels);
    }
  return g_string_free (text, FALSE);
}

/* An option as a line: its id, what of it waits, what is struck. */
static char *
option_id (const PdlOptionResult *option)
{
  return g_strdup_printf ("%s%s%s", option->option->id, option->cannot_determine ? " (waits)" : "", option->struck_by != NULL ? " (struck)" : "");
}

static GPtrArray *
list_options (const PdlTargetResult *target)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < target->n_options; i++)
    g_ptr_array_add (ids, option_id (&target->options[i]));
  return ids;
}

static char *
join (GPtrArray *ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) ids->pdata[i]);
  return g_string_free (text, FALSE);
}

/* The options of @target that @others does not have. */
static char *
option_words (const PdlTargetResult *target, GPtrArray *others)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < target->n_options; i++)
    {
      g_autofree char *id = option_id (&target->options[i]);

      if (!g_ptr_array_find_with_equal_func (others, id, g_str_equal, NULL))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", translate (target->options[i].option->label));
    }
  return g_string_free (text, FALSE);
}

static char *
alert_id (const PdlAlertResult *alert)
{
  return alert->target >= 0 ? g_strdup_printf ("%s@%d", alert->alert->id, alert->target) : g_strdup (alert->alert->id);
}

static GPtrArray *
list_alerts (PdlEvaluation *evaluation)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < evaluation->n_alerts; i++)
    if (evaluation->alerts[i].truth == PDL_TRUTH_TRUE)
      g_ptr_array_add (ids, alert_id (&evaluation->alerts[i]));
  return ids;
}

/* The alerts of @evaluation that @others does not have; @found (nullable) takes them too. */
static char *
alert_words (PdlEvaluation *evaluation, GPtrArray *others, GPtrArray *found)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < evaluation->n_alerts; i++)
    {
      const PdlAlertResult *result = &evaluation->alerts[i];
      g_autofree char *id = alert_id (result);

      if (result->truth != PDL_TRUTH_TRUE || g_ptr_array_find_with_equal_func (others, id, g_str_equal, NULL))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "",
                              translate (result->alert->text_short != NULL ? result->alert->text_short : result->alert->text));
      g_ptr_array_add (found, (gpointer) result->alert);
    }
  return g_string_free (text, FALSE);
}

/* ——— why ——— */

static const char *
input_words (const PdlInput *input, guint position)
{
  if (position >= input->n_values)
    return _("unknown");
  if (input->finding->type == PDL_TYPE_BOOL)
    return position == 1 ? _("yes") : _("no");
  return position < input->finding->n_codes ? translate (input->finding->codes[position].label) : "";
}

static const PdlInput *
find_input (PdlKnowledge *knowledge, const char *id, guint *ret_index)
{
  for (guint i = 0; i < pdl_knowledge_get_n_inputs (knowledge); i++)
    if (g_str_equal (pdl_knowledge_get_input (knowledge, i)->finding->id, id))
      {
        *ret_index = i;
        return pdl_knowledge_get_input (knowledge, i);
      }
  return NULL;
}

/* What the list was asked: a value that is worked out otherwise explains all that follows. */
static gboolean
explain_inputs (PdlReadingDifference *self, PdlEvaluation *before, PdlEvaluation *now, guint index)
{
  gboolean any = FALSE;

  for (guint i = 0; i < pdl_knowledge_get_n_inputs (now->knowledge); i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (now->knowledge, i);
      guint at = 0;
      const PdlInput *old = find_input (before->knowledge, input->finding->id, &at);
      const char *then = old != NULL ? input_words (old, before->targets[index].inputs[at]) : _("not read");
      const char *today = input_words (input, now->targets[index].inputs[i]);

      if (g_str_equal (then, today))
        continue;
      say_why (self, g_strdup_printf (_("%s: %s → %s"), translate (input->finding->label), then, today));
      any = TRUE;
    }
  return any;
}

static gboolean
has_modifier (const PdlTargetResult *target, const char *id)
{
  for (guint i = 0; i < target->n_modifiers; i++)
    if (target->modifiers[i].truth == PDL_TRUTH_TRUE && g_str_equal (target->modifiers[i].modifier->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
explain_modifiers (PdlReadingDifference *self, const PdlTargetResult *before, const PdlTargetResult *now)
{
  gboolean any = FALSE;

  for (guint i = 0; i < now->n_modifiers; i++)
    if (now->modifiers[i].truth == PDL_TRUTH_TRUE && !has_modifier (before, now->modifiers[i].modifier->id))
      {
        say_why (self, g_strdup_printf (_("Modifier %s now acts"), now->modifiers[i].modifier->id));
        any = TRUE;
      }
  for (guint i = 0; i < before->n_modifiers; i++)
    if (before->modifiers[i].truth == PDL_TRUTH_TRUE && !has_modifier (now, before->modifiers[i].modifier->id))
      {
        say_why (self, g_strdup_printf (_("Modifier %s no longer acts"), before->modifiers[i].modifier->id));
        any = TRUE;
      }
  return any;
}

static void
explain_target (PdlReadingDifference *self, PdlEvaluation *before, PdlEvaluation *now, guint index)
{
  const PdlRow *old = before->targets[index].decision.row, *new = now->targets[index].decision.row;
  gboolean told = explain_inputs (self, before, now, index);

  told = explain_modifiers (self, &before->targets[index], &now->targets[index]) || told;
  if (told || new == NULL || old == NULL)
    return;
  if (g_str_equal (old->id, new->id))
    say_why (self, g_strdup_printf (_("Row %s, or what one of its modifiers says, was changed"), new->id));
  else if (pdl_knowledge_lookup_row (before->knowledge, new->id) == NULL)
    say_why (self, g_strdup_printf (_("Row %s is new in the decision list"), new->id));
  else
    say_why (self, g_strdup_printf (_("The conditions of row %s or %s were changed"), old->id, new->id));
}

static void
explain_alert (PdlReadingDifference *self, PdlKnowledge *before, PdlKnowledge *now, const char *id)
{
  const PdlAlert *old = pdl_knowledge_lookup_alert (before, id), *new = pdl_knowledge_lookup_alert (now, id);

  if (old == NULL)
    say_why (self, g_strdup_printf (_("Alert %s is new"), id));
  else if (new == NULL)
    say_why (self, g_strdup_printf (_("Alert %s was taken out"), id));
  else if (g_strcmp0 (old->condition, new->condition) != 0)
    say_why (self, g_strdup_printf (_("The condition of alert %s was changed"), id));
  else
    say_why (self, g_strdup_printf (_("What alert %s reads is worked out otherwise"), id));
}

/* ——— all of it ——— */

/* Without a word made: nearly all are. */
static gboolean
has_same_options (const PdlTargetResult *a, const PdlTargetResult *b)
{
  if (a->n_options != b->n_options)
    return FALSE;
  for (guint i = 0; i < a->n_options; i++)
    if (!g_str_equal (a->options[i].option->id, b->options[i].option->id) || a->options[i].cannot_determine != b->options[i].cannot_determine
        || (a->options[i].struck_by != NULL) != (b->options[i].struck_by != NULL))
      return FALSE;
  return TRUE;
}

static void
compare_options (PdlReadingDifference *self, const PdlTargetResult *old, const PdlTargetResult *new)
{
  g_autoptr (GPtrArray) old_options = list_options (old);
  g_autoptr (GPtrArray) new_options = list_options (new);
  PdlReadingChange *change = meet (self, PDL_READING_OPTIONS, new->levels, join (old_options), join (new_options));

  if (change == NULL)
    return;
  change->before_words = option_words (old, new_options);
  change->now_words = option_words (new, old_options);
}

static void
compare_target (PdlReadingDifference *self, PdlEvaluation *before, PdlEvaluation *now, guint index)
{
  const PdlTargetResult *old = &before->targets[index], *new = &now->targets[index];
  PdlReadingChange *change;
  guint n_before = self->changes->len;

  if ((change = meet (self, PDL_READING_ROW, new->levels, row_ids (&old->decision), row_ids (&new->decision))) != NULL)
    {
      change->before_words = row_words (&old->decision);
      change->now_words = row_words (&new->decision);
    }
  if ((change = meet (self, PDL_READING_STATE, new->levels, state_ids (old->decision.state), state_ids (new->decision.state))) != NULL)
    {
      change->before_words = state_words (old->decision.state);
      change->now_words = state_words (new->decision.state);
    }
  if ((change = meet (self, PDL_READING_URGENCY, new->levels, limits (old, urgency_ids), limits (new, urgency_ids))) != NULL)
    {
      change->before_words = limits (old, urgency_words);
      change->now_words = limits (new, urgency_words);
    }
  if (!has_same_options (old, new))
    compare_options (self, old, new);
  if (self->changes->len > n_before)
    explain_target (self, before, now, index);
}

static void
compare_alerts (PdlReadingDifference *self, PdlEvaluation *before, PdlEvaluation *now)
{
  g_autoptr (GPtrArray) old = list_alerts (before);
  g_autoptr (GPtrArray) new = list_alerts (now);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *old_words = alert_words (before, new, found);
  g_autofree char *new_words = alert_words (now, old, found);
  PdlReadingChange *change;

  /* The order of equals is no difference. */
  if (found->len == 0 || (change = meet (self, PDL_READING_ALERTS, 0, join (old), join (new))) == NULL)
    return;
  change->before_words = g_steal_pointer (&old_words);
  change->now_words = g_steal_pointer (&new_words);
  for (guint i = 0; i < found->len; i++)
    explain_alert (self, before->knowledge, now->knowledge, ((const PdlAlert *) found->pdata[i])->id);
}

PdlReadingDifference *
pdl_reading_compare (PdlEvaluation *before, PdlEvaluation *now)
{
  g_autoptr (PdlReadingDifference) self = g_new0 (PdlReadingDifference, 1);
  PdlReadingChange *change;

  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->why = g_ptr_array_new_with_free_func (g_free);
  change = meet (self, PDL_READING_EMERGENCY, 0, emergency_ids (before->emergency), emergency_ids (now->emergency));
  if (change != NULL)
    {
      change->before_words = emergency_words (before->emergency);
      change->now_words = emergency_words (now->emergency);
      say_why (self, g_strdup (_("The condition of the emergency strip reads otherwise")));
    }
  change = meet (self, PDL_READING_TARGETS, 0, target_ids (before), target_ids (now));
  if (change != NULL)
    {
      change->before_words = target_ids (before);
      change->now_words = target_ids (now);
      say_why (self, g_strdup (_("The levels are grouped otherwise")));
    }
  else
    for (guint i = 0; i < now->n_targets; i++)
      compare_target (self, before, now, i);
  compare_alerts (self, before, now);
  return self->changes->len > 0 ? g_steal_pointer (&self) : NULL;
}
