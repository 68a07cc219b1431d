/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The clock of an emergency: where the hours of a limit count from. The knowledge holds one or more readings of it, each a
 * list of findings in order; which one runs is a setting of the clinic. It never changes a row.
 */

#include "pdl-evaluate-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

gboolean
pdl_knowledge_read_clock (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlClock *clock;

  if (declare)
    return TRUE;
  clock = pdl_knowledge_own (self, g_new0 (PdlClock, 1));
  clock->id = pdl_ini_group_get_name (group);
  g_ptr_array_add (self->clocks, clock);
  clock->text = pdl_ini_group_get (group, "text");
  clock->note = pdl_ini_group_get (group, "note");
  clock->from = pdl_knowledge_keep_list (self, group, "from");
  clock->last_resort = pdl_ini_group_get (group, "last-resort");
  if (clock->text == NULL || clock->from == NULL)
    return pdl_ini_group_set_error (group, NULL, error, _("a clock needs “text” and “from”"));
  for (guint i = 0; clock->from[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (self->dictionary, clock->from[i]);

      if (finding == NULL || (finding->type != PDL_TYPE_DATETIME && finding->type != PDL_TYPE_DATE))
        return pdl_ini_group_set_error (group, "from", error, _("there is no finding “%s” with a date"), clock->from[i]);
    }
  if (clock->last_resort != NULL && (clock->note == NULL || !g_strv_contains ((const char *const *) clock->from, clock->last_resort)))
    return pdl_ini_group_set_error (group, "last-resort", error, _("“last-resort” is one of “from”, and “note” says what it stands for"));
  return pdl_knowledge_read_basis (self, group, &clock->basis, error) && pdl_ini_group_check_all_read (group, error);
}

guint
pdl_knowledge_get_n_clocks (PdlKnowledge *self)
{
  return self->clocks->len;
}

const PdlClock *
pdl_knowledge_get_clock (PdlKnowledge *self, guint index)
{
  return g_ptr_array_index (self->clocks, index);
}

const PdlClock *
pdl_knowledge_lookup_clock (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->clocks->len; i++)
    if (g_str_equal (pdl_knowledge_get_clock (self, i)->id, id))
      return pdl_knowledge_get_clock (self, i);
  return self->clocks->len > 0 ? pdl_knowledge_get_clock (self, 0) : NULL;
}

void
pdl_clock_run (PdlFullEvaluation *self, const char *id)
{
  PdlKnowledge *knowledge = self->public.knowledge;
  const PdlClock *clock = pdl_knowledge_lookup_clock (knowledge, id);

  self->public.clock = clock;
  self->public.clock_start = PDL_MINUTE_NONE;
  for (guint i = 0; clock != NULL && clock->from[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (knowledge->dictionary, clock->from[i]);
      double value = pdl_facts_get (self->facts, finding, -1, PDL_LEVEL_NONE);

      if (isnan (value))
        continue;
      self->public.clock_start = (PdlMinute) value * (finding->type == PDL_TYPE_DATE ? 1440 : 1);
      self->public.clock_from = finding->id;
      return;
    }
}

PdlMinute
pdl_evaluation_get_clock_end (const PdlEvaluation *self, int hours)
{
  PdlMinute end;

  if (self->clock_start == PDL_MINUTE_NONE)
    return PDL_MINUTE_NONE;
  end = self->clock_start + (PdlMinute) hours * 60;
  /* Midnight to the minute is a date without a time: so is the end. */
  return self->clock_start % 1440 == 0 ? (PdlMinute) pdl_minute_day (end) * 1440 : end;
}
