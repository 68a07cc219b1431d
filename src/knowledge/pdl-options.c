/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The options of one target with what speaks for and against each: the statements that name the option and hold for this
 * person, or could hold. The order is that of the row, never one of preference.
 */

#include "pdl-evaluate-private.h"

#include <string.h>

static int
find_option (const PdlModified *modified, const PdlOption *option)
{
  for (guint i = 0; i < modified->options->len; i++)
    if (g_array_index (modified->options, PdlListed, i).option == option)
      return (int) i;
  return -1;
}

/* Counts (@fill FALSE) or writes the arguments of one side of one statement. */
static void
add_side (const PdlModified *modified, PdlOptionResult *results, const PdlStatementResult *statement, GPtrArray *options, gboolean supports,
          gboolean fill)
{
  for (guint i = 0; i < options->len; i++)
    {
      int at = find_option (modified, g_ptr_array_index (options, i));
      PdlOptionResult *result;
      PdlArgument *argument;

      if (at < 0)
        continue;
      result = &results[at];
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
add_arguments (PdlKnowledge *self, const PdlModified *modified, int target, const PdlStatementResult *statements, guint n_statements,
               PdlOptionResult *results, gboolean fill)
{
  for (guint i = 0; i < n_statements; i++)
    {
      const PdlStatementRule *rule = g_ptr_array_index (self->statements, statements[i].statement->index);

      if (statements[i].target >= 0 && statements[i].target != target)
        continue;
      add_side (modified, results, &statements[i], rule->supports, TRUE, fill);
      add_side (modified, results, &statements[i], rule->opposes, FALSE, fill);
    }
}

PdlOptionResult *
pdl_options_argue (PdlKnowledge *self, const PdlModified *modified, int target, const PdlStatementResult *statements, guint n_statements,
                   guint *ret_n_options)
{
  guint n = modified->options->len;
  PdlOptionResult *results = g_new0 (PdlOptionResult, n);

  add_arguments (self, modified, target, statements, n_statements, results, FALSE);
  for (guint i = 0; i < n; i++)
    {
      const PdlListed *listed = &g_array_index (modified->options, PdlListed, i);

      results[i].option = listed->option;
      results[i].place = listed->place;
      results[i].from = listed->from;
      results[i].cannot_determine = listed->waits_for != NULL;
      results[i].waits_for = listed->waits_for;
      results[i].struck_by = listed->struck_by;
      results[i].supports = g_new0 (PdlArgument, results[i].n_supports);
      results[i].opposes = g_new0 (PdlArgument, results[i].n_opposes);
      results[i].n_supports = results[i].n_opposes = 0;
    }
  add_arguments (self, modified, target, statements, n_statements, results, TRUE);
  *ret_n_options = n;
  return results;
}

void
pdl_options_free (PdlOptionResult *options, guint n_options)
{
  for (guint i = 0; i < n_options; i++)
    {
      g_free (options[i].supports);
      g_free (options[i].opposes);
    }
  g_free (options);
}
