/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Windows of follow-up examinations. No I/O, no state, no "now": the same input gives the same dates.
 */

#include "pdl-window.h"

static const PdlWindow no_window = { PDL_DAY_NONE, PDL_DAY_NONE, PDL_DAY_NONE, FALSE, 0, 0 };

PdlDay
pdl_day_add_months (PdlDay base, int months)
{
  int year, month, day, total;

  pdl_day_to_ymd (base, &year, &month, &day);
  total = year * 12 + (month - 1) + months;
  year = total / 12;
  month = total % 12 + 1;
  return pdl_day_from_ymd (year, month, MIN (day, g_date_get_days_in_month (month, year)));
}

PdlDay
pdl_day_add_working_days (PdlDay base, int n)
{
  PdlDay day = base;

  while (n > 0)
    {
      int weekday;

      day++;
      /* 1970-01-01 was a Thursday; 0 = Monday. */
      weekday = (int) ((((gint64) day + 3) % 7 + 7) % 7);
      if (weekday < 5)
        n--;
    }
  return day;
}

PdlWindow
pdl_window_restage (const PdlRestageRule *rule, const PdlRestageInput *input)
{
  PdlWindow window = no_window;
  int weeks, days, tolerance;

  window.score = input->activity + input->clinical + input->progression;
  if (input->survival_months >= 0 && input->survival_months < rule->suspend_below_months)
    {
      window.suspended = TRUE;
      return window;
    }

  /* The order of these steps is part of the rule: a short survival has the last word but one. */
  weeks = MAX (rule->weeks_min, rule->weeks_max - rule->weeks_per_point * window.score);
  if (input->last == PDL_RESULT_GOOD && input->previous == PDL_RESULT_GOOD && !input->therapy_changed
      && !input->first_after_start && input->clinical <= rule->longer_clinical_max)
    weeks = MIN (rule->weeks_max, weeks + rule->longer_weeks);
  if (input->first_after_start)
    weeks = MIN (weeks, rule->first_weeks_max);
  if (input->last == PDL_RESULT_PROGRESSION && input->therapy_changed)
    weeks = MIN (weeks, rule->changed_weeks_max);
  if (input->last == PDL_RESULT_EQUIVOCAL)
    weeks = MAX (rule->weeks_min, MIN (weeks, rule->equivocal_weeks_max));
  if (input->survival_months >= rule->suspend_below_months
      && input->survival_months < rule->short_survival_below_months)
    weeks = MAX (weeks, rule->short_survival_weeks_min);
  weeks = CLAMP (weeks, rule->weeks_min, rule->weeks_max);

  days = 7 * weeks;
  tolerance = CLAMP ((rule->tolerance_percent * days + 50) / 100, rule->tolerance_days_min, rule->tolerance_days_max);
  window.weeks = weeks;
  window.due = input->anchor + days;
  window.earliest = MAX (input->anchor + rule->window_day_first, window.due - tolerance);
  window.latest = MIN (input->anchor + rule->window_day_last, window.due + tolerance);
  return window;
}

PdlWindow
pdl_window_sbrt (const PdlSbrtRule *rule, PdlDay anchor, PdlDay previous, PdlRisk risk, gboolean *ret_phase1)
{
  PdlWindow window = no_window;
  gboolean phase1 = previous < pdl_day_add_months (anchor, rule->phase1_months);

  window.earliest = pdl_day_add_months (previous, phase1 ? rule->phase1_first : rule->phase2_first);
  window.latest = pdl_day_add_months (previous, phase1 ? rule->phase1_last : rule->phase2_last);
  if (phase1)
    {
      if (risk == PDL_RISK_HIGH)
        window.due = window.earliest;
      else if (risk == PDL_RISK_UNKNOWN)
        window.due = window.earliest + (window.latest - window.earliest) / 2;
      else
        window.due = window.latest;
    }
  else
    {
      if (risk == PDL_RISK_LOW)
        window.due = window.latest;
      else if (risk == PDL_RISK_INTERMEDIATE)
        window.due = window.earliest;
      else
        window.due = pdl_day_add_months (previous, rule->phase2_due_months);
    }
  if (ret_phase1 != NULL)
    *ret_phase1 = phase1;
  return window;
}

PdlWindow
pdl_window_milestone (PdlDay anchor, int days, int months, int before, int after)
{
  PdlWindow window = no_window;

  window.due = days >= 0 ? anchor + days : pdl_day_add_months (anchor, months);
  window.earliest = window.due - before;
  window.latest = window.due + after;
  return window;
}

PdlDueState
pdl_window_state (const PdlWindow *window, PdlDay today, int lead, int grace)
{
  if (window->suspended)
    return PDL_DUE_SUSPENDED;
  if (today > window->latest + grace)
    return PDL_DUE_CRITICAL;
  if (today > window->latest)
    return PDL_DUE_OVERDUE;
  if (today >= window->earliest)
    return PDL_DUE_DUE;
  if (today >= window->earliest - lead)
    return PDL_DUE_DUE_SOON;
  return PDL_DUE_NOT_DUE;
}

int
pdl_window_match (const PdlWindow *windows, const gboolean *satisfied, guint n_windows, PdlDay visit,
                  PdlVisitClass *ret_class)
{
  int newest_open = -1;

  for (guint i = 0; i < n_windows; i++)
    if (visit >= windows[i].earliest)
      newest_open = (int) i;

  if (newest_open >= 0 && !satisfied[newest_open])
    {
      *ret_class = visit <= windows[newest_open].latest ? PDL_VISIT_ON_TIME : PDL_VISIT_LATE;
      return newest_open;
    }
  for (guint i = newest_open + 1; i < n_windows; i++)
    if (!satisfied[i])
      {
        *ret_class = PDL_VISIT_EARLY;
        return (int) i;
      }
  *ret_class = PDL_VISIT_EXTRA;
  return -1;
}

gboolean
pdl_window_merge (const PdlWindow *a, const PdlWindow *b, PdlWindow *ret_window)
{
  PdlDay earliest = MAX (a->earliest, b->earliest);
  PdlDay latest = MIN (a->latest, b->latest);

  if (a->suspended || b->suspended || earliest > latest)
    return FALSE;

  *ret_window = *a;
  ret_window->earliest = earliest;
  ret_window->latest = latest;
  ret_window->due = CLAMP (MIN (a->due, b->due), earliest, latest);
  return TRUE;
}

static const char *const state_names[] = { "not_due", "due_soon", "due", "overdue", "critical",
                                           "satisfied", "missed", "suspended", "not_computable" };

const char *
pdl_due_state_name (PdlDueState state)
{
  return state_names[state];
}

gboolean
pdl_due_state_is_overdue (PdlDueState state)
{
  return state == PDL_DUE_OVERDUE || state == PDL_DUE_CRITICAL;
}

gboolean
pdl_due_state_is_open (PdlDueState state)
{
  return state <= PDL_DUE_CRITICAL;
}
