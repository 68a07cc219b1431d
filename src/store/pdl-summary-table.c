/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the case list, and the plain structure they are. The tables: store's thread only. */
#include "pdl-summary-table.h"

PdlCaseSummary *
pdl_case_summary_new (void)
{
  PdlCaseSummary *self = g_new0 (PdlCaseSummary, 1);

  self->next_due = PDL_DAY_NONE;
  self->overdue_from = PDL_DAY_NONE;
  self->urgent_until = PDL_MINUTE_NONE;
  return self;
}

PdlCaseSummary *
pdl_case_summary_copy (const PdlCaseSummary *self)
{
  PdlCaseSummary *copy = g_new (PdlCaseSummary, 1);

  *copy = *self;
  copy->uid = g_strdup (self->uid);
  copy->name = g_strdup (self->name);
  copy->identifier = g_strdup (self->identifier);
  copy->primary = g_strdup (self->primary);
  copy->levels = g_strdup (self->levels);
  copy->worst_escc = g_strdup (self->worst_escc);
  copy->sins_band = g_strdup (self->sins_band);
  copy->worklist = g_strdup (self->worklist);
  copy->headline = g_strdup (self->headline);
  copy->knowledge = g_strdup (self->knowledge);
  return copy;
}

void
pdl_case_summary_free (PdlCaseSummary *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->name);
  g_free (self->identifier);
  g_free (self->primary);
  g_free (self->levels);
  g_free (self->worst_escc);
  g_free (self->sins_band);
  g_free (self->worklist);
  g_free (self->headline);
  g_free (self->knowledge);
  g_free (self);
}

gboolean
pdl_summary_table_put (PdlDatabase *database, gint64 case_id, const PdlCaseSummary *summary, GError **error)
{
  g_autofree char *due = NULL;
  g_autofree char *overdue = NULL;
  g_autofree char *until = NULL;

  if (summary->next_due != PDL_DAY_NONE)
    due = pdl_day_to_iso (summary->next_due, PDL_PRECISION_DAY);
  if (summary->overdue_from != PDL_DAY_NONE)
    overdue = pdl_day_to_iso (summary->overdue_from, PDL_PRECISION_DAY);
  if (summary->urgent_until != PDL_MINUTE_NONE)
    until = pdl_minute_to_iso (summary->urgent_until);
  return pdl_database_run (database, error,
                           "INSERT OR REPLACE INTO case_summary (case_id, primary_code, levels, worst_escc, sins_band, "
                           "worklist, headline, next_due, overdue_from, urgent_until, knowledge) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "itttttttttt", case_id, summary->primary, summary->levels, summary->worst_escc,
                           summary->sins_band, summary->worklist, summary->headline, due, overdue, until,
                           summary->knowledge)
         && pdl_database_run (database, error,
                              "INSERT OR REPLACE INTO case_summary_identity (case_id, name, identifier) "
                              "VALUES (?, ?, ?)", "itt", case_id, summary->name, summary->identifier);
}

GPtrArray *
pdl_summary_table_list (PdlDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_case_summary_free);
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error,
                               "SELECT c.uid, c.revision, c.changed, i.name, i.identifier, s.primary_code, s.levels, "
                               "s.worst_escc, s.sins_band, s.worklist, s.headline, s.next_due, s.urgent_until, s.overdue_from, s.knowledge "
                               "FROM cases c LEFT JOIN case_summary s ON s.case_id = c.id "
                               "LEFT JOIN case_summary_identity i ON i.case_id = c.id "
                               "ORDER BY c.changed DESC, c.id DESC", "");
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return NULL;
  while (row)
    {
      PdlCaseSummary *summary = pdl_case_summary_new ();
      const char *due = pdl_statement_get_text (select, 11);
      const char *until = pdl_statement_get_text (select, 12);
      const char *overdue = pdl_statement_get_text (select, 13);
      PdlPrecision precision;

      summary->uid = g_strdup (pdl_statement_get_text (select, 0));
      summary->revision = sqlite3_column_int64 (select, 1);
      summary->changed = sqlite3_column_int64 (select, 2);
      summary->name = g_strdup (pdl_statement_get_text (select, 3));
      summary->identifier = g_strdup (pdl_statement_get_text (select, 4));
      summary->primary = g_strdup (pdl_statement_get_text (select, 5));
      summary->levels = g_strdup (pdl_statement_get_text (select, 6));
      summary->worst_escc = g_strdup (pdl_statement_get_text (select, 7));
      summary->sins_band = g_strdup (pdl_statement_get_text (select, 8));
      summary->worklist = g_strdup (pdl_statement_get_text (select, 9));
      summary->headline = g_strdup (pdl_statement_get_text (select, 10));
      summary->knowledge = g_strdup (pdl_statement_get_text (select, 14));
      if (due != NULL)
        pdl_day_parse (due, &summary->next_due, &precision);
      if (overdue != NULL)
        pdl_day_parse (overdue, &summary->overdue_from, &precision);
      if (until != NULL)
        pdl_minute_parse (until, &summary->urgent_until);
      g_ptr_array_add (list, summary);
      if (!pdl_database_step (database, select, &row, error))
        return NULL;
    }
  return g_steal_pointer (&list);
}
