/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The options of one target with what speaks for and against each: the statements that name the option and hold for this
 * person, or could hold. The order is that of the row, never one of preference.
 */

#include "pdl-evaluate-private.h"

#include <string.h>

/* By option index: its place in the list + 1, 0 = not listed. */
typedef struct
{
  guint8 at[64];
} Places;

/* Counts (@fill FALSE) or writes the arguments of one side of one statement. */
static void
add_side (const Places *places, PdlOptionResult *results, const PdlStatementResult *statement, GPtrArray *options, gboolean supports,
          gboolean fill)
{
  for (guint i = 0; i < options->len; i++)
    {
      guint at = places->at[((const PdlOption *) g_ptr_array_index (options, i))->index];
      PdlOptionResult *result;
      PdlArgument *argument;

      if (at == 0)
        continue;
      result = &results[at - 1];
      if (fill)
        {
          argument = supports ? &result->supports[result->n_supports] : &result->opposes[result->n_opposes];
          argument->statement = statement->statement;
          argument->truth = statement->truth;
          argument->text = !supports && statement->statement->text_against != NULL ? statement->statement->text_against
                                                                                    : statement->statement->text_short;
        }
      if (supports)
        result->n_supports++;
      else
        result->n_opposes++;
    }
}

static void
add_arguments (PdlKnowledge *self, const Places *places, int target, const PdlStatementResult *statements, guint n_statements,
               PdlOptionResult *results, gboolean fill)
{
  for (guint i = 0; i < n_statements; i++)
    {
      const PdlStatementRule *rule = g_ptr_array_index (self->statements, statements[i].statement->index);

      if (statements[i].target >= 0 && statements[i].target != target)
        continue;
      add_side (places, results, &statements[i], rule->supports, TRUE, fill);
      add_side (places, results, &statements[i], rule->opposes, FALSE, fill);
    }
}

PdlOptionResult *
pdl_options_argue (PdlKnowledge *self, const PdlModified *modified, int target, const PdlStatementResult *statements, guint n_statements,
                   PdlArena *arena, guint *ret_n_options)
{
  guint n = modified->options->len;
  PdlOptionResult *results = pdl_arena_new0 (arena, PdlOptionResult, n);
  Places places = { { 0 } };

  for (guint i = 0; i < n; i++)
    places.at[g_array_index (modified->options, PdlListed, i).option->index] = (guint8) (i + 1);

  add_arguments (self, &places, target, statements, n_statements, results, FALSE);
  for (guint i = 0; i < n; i++)
    {
      const PdlListed *listed = &g_array_index (modified->options, PdlListed, i);

      results[i].option = listed->option;
      results[i].place = listed->place;
      results[i].from = listed->from;
      results[i].cannot_determine = listed->waits_for != NULL;
      results[i].waits_for = listed->waits_for;
      results[i].struck_by = listed->struck_by;
      results[i].supports = pdl_arena_new (arena, PdlArgument, results[i].n_supports);
      results[i].opposes = pdl_arena_new (arena, PdlArgument, results[i].n_opposes);
      results[i].n_supports = results[i].n_opposes = 0;
    }
  add_arguments (self, &places, target, statements, n_statements, results, TRUE);
  *ret_n_options = n;
  return results;
}
