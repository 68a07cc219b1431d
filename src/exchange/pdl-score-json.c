/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-score-json.h"

static const char *
score_state_name (PdlScoreState state)
{
  switch (state)
    {
    case PDL_SCORE_COMPLETE: return "complete";
    case PDL_SCORE_PARTIAL: return "partial";
    case PDL_SCORE_NOT_COMPUTABLE: break;
    case PDL_SCORE_LOOKUP_ONLY: return "lookup-only";
    case PDL_SCORE_BLOCKED: return "blocked";
    case PDL_SCORE_NOT_APPLICABLE: return "not-applicable";
    }
  return "not-computable";
}

static void
add_score (PdlJsonWriter *writer, const PdlScoreResult *result)
{
  gboolean figure = result->state == PDL_SCORE_COMPLETE || result->state == PDL_SCORE_PARTIAL;

  pdl_json_begin_object (writer, result->score->id);
  pdl_json_add_string (writer, "state", score_state_name (result->state));
  if (figure)
    {
      pdl_json_add_number (writer, "min", result->min);
      pdl_json_add_number (writer, "max", result->max);
    }
  else
    {
      pdl_json_add_null (writer, "min");
      pdl_json_add_null (writer, "max");
    }
  pdl_json_add_string (writer, "band", result->band != NULL ? result->band->id : NULL);
  pdl_json_begin_array (writer, "bands");
  for (guint i = 0; i < result->n_bands; i++)
    pdl_json_add_string (writer, NULL, result->bands[i]->id);
  pdl_json_end_array (writer);
  pdl_json_add_string (writer, "level", pdl_level_name (result->level));
  pdl_json_begin_object (writer, "items");
  for (guint i = 0; i < result->n_items; i++)
    {
      const PdlItemResult *item = &result->items[i];

      if (item->known)
        pdl_json_add_number (writer, item->item->id, item->min);
      else
        pdl_json_add_null (writer, item->item->id);
    }
  pdl_json_end_object (writer);
  pdl_json_add_strings (writer, "missing", result->missing);
  pdl_json_end_object (writer);
}

void
pdl_json_add_scores (PdlJsonWriter *writer, const PdlScoreResult *scores, guint n_scores)
{
  pdl_json_begin_object (writer, "scores");
  for (guint i = 0; i < n_scores; i++)
    add_score (writer, &scores[i]);
  pdl_json_end_object (writer);
}
