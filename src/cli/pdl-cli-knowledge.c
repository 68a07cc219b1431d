/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli knowledge: what the knowledge set holds, one thing with its basis, whether it loads at all, and the same in CQL.
 */

#include "pdl-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-conflict.h"
#include "pdl-cql.h"
#include "pdl-expr.h"
#include "pdl-json.h"
#include "pdl-model-card-json.h"

static void
add_basis (PdlJsonWriter *writer, const PdlBasis *basis)
{
  pdl_json_begin_object (writer, "basis");
  pdl_json_add_string (writer, "file", basis->file);
  pdl_json_add_int (writer, "line", basis->line);
  pdl_json_add_string (writer, "source", basis->source_text);
  pdl_json_add_string (writer, "tag", basis->tag);
  pdl_json_begin_array (writer, "sources");
  for (guint i = 0; i < basis->n_sources; i++)
    pdl_json_add_string (writer, NULL, basis->sources[i]->id);
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
}

static void
add_set (PdlJsonWriter *writer, PdlKnowledge *knowledge)
{
  pdl_json_add_string (writer, "version", pdl_knowledge_get_version (knowledge));
  pdl_json_add_string (writer, "date", pdl_knowledge_get_date (knowledge));
  pdl_json_add_string (writer, "hash", pdl_knowledge_get_hash (knowledge));
}

/* "name": [ids…] over one family of the knowledge. */
#define ADD_IDS(name, count, get) \
  pdl_json_begin_array (writer, name); \
  for (guint i = 0; i < count (knowledge); i++) \
    pdl_json_add_string (writer, NULL, get (knowledge, i)->id); \
  pdl_json_end_array (writer)

static char *
list_all (PdlKnowledge *knowledge)
{
  PdlJsonWriter *writer = pdl_json_writer_new (TRUE);
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);

  pdl_json_begin_object (writer, NULL);
  add_set (writer, knowledge);
  pdl_json_begin_array (writer, "findings");
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    pdl_json_add_string (writer, NULL, pdl_dictionary_get (dictionary, i)->id);
  pdl_json_end_array (writer);
  ADD_IDS ("scores", pdl_knowledge_get_n_scores, pdl_knowledge_get_score);
  ADD_IDS ("rows", pdl_knowledge_get_n_rows, pdl_knowledge_get_row);
  ADD_IDS ("modifiers", pdl_knowledge_get_n_modifiers, pdl_knowledge_get_modifier);
  ADD_IDS ("options", pdl_knowledge_get_n_options, pdl_knowledge_get_option);
  ADD_IDS ("statements", pdl_knowledge_get_n_statements, pdl_knowledge_get_statement);
  ADD_IDS ("alerts", pdl_knowledge_get_n_alerts, pdl_knowledge_get_alert);
  ADD_IDS ("conflicts", pdl_knowledge_get_n_conflicts, pdl_knowledge_get_conflict);
  ADD_IDS ("sources", pdl_knowledge_get_n_sources, pdl_knowledge_get_source);
  pdl_json_end_object (writer);
  return pdl_json_writer_finish (writer);
}

static void
show_finding (PdlJsonWriter *writer, PdlKnowledge *knowledge, const PdlFinding *finding)
{
  static const char *const types[] = { "bool", "enum", "set", "int", "number", "date", "datetime", "text", "levels", "list" };
  static const char *const scopes[] = { "identity", "patient", "level", "target", "plan", "field" };
  static const char *const kinds[] = { "recorded", "derived", "overridable" };
  const char *rule = NULL;
  const PdlBasis *basis = pdl_knowledge_get_derivation_basis (knowledge, finding, &rule);

  pdl_json_add_string (writer, "is", "finding");
  pdl_json_add_string (writer, "label", finding->label);
  pdl_json_add_string (writer, "help", finding->help);
  pdl_json_add_string (writer, "scope", scopes[finding->scope]);
  pdl_json_add_string (writer, "section", finding->section);
  pdl_json_add_string (writer, "type", types[finding->type]);
  pdl_json_add_string (writer, "kind", kinds[finding->kind]);
  if (finding->n_codes > 0)
    {
      pdl_json_begin_object (writer, "values");
      for (guint i = 0; i < finding->n_codes; i++)
        pdl_json_add_string (writer, finding->codes[i].code, finding->codes[i].label);
      pdl_json_end_object (writer);
      pdl_json_add_bool (writer, "ordered", finding->ordered);
    }
  if (finding->type == PDL_TYPE_INT || finding->type == PDL_TYPE_NUMBER)
    {
      pdl_json_add_string (writer, "unit", finding->unit);
      pdl_json_add_number (writer, "min", finding->min);
      pdl_json_add_bool (writer, "min_exclusive", finding->min_exclusive);
      pdl_json_add_number (writer, "max", finding->max);
      pdl_json_add_number (writer, "step", finding->step);
    }
  pdl_json_add_string (writer, "shown_when", finding->shown_when);
  pdl_json_add_string (writer, "default", finding->default_value);
  pdl_json_add_string (writer, "source", finding->source);
  pdl_json_add_string (writer, "rule", rule);
  if (basis != NULL)
    add_basis (writer, basis);
}

static void
show_score (PdlJsonWriter *writer, const PdlScore *score)
{
  pdl_json_add_string (writer, "is", "score");
  pdl_json_add_string (writer, "label", score->label);
  pdl_json_add_string (writer, "gate", score->gate);
  pdl_json_add_string (writer, "warning", score->warning);
  pdl_json_add_number (writer, "min", score->min);
  pdl_json_add_number (writer, "max", score->max);
  pdl_json_begin_array (writer, "items");
  for (guint i = 0; i < score->n_items; i++)
    {
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", score->items[i].id);
      pdl_json_add_string (writer, "label", score->items[i].label);
      pdl_json_add_number (writer, "min", score->items[i].min);
      pdl_json_add_number (writer, "max", score->items[i].max);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "bands");
  for (guint i = 0; i < score->n_bands; i++)
    {
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", score->bands[i].id);
      pdl_json_add_string (writer, "label", score->bands[i].label);
      pdl_json_add_number (writer, "min", score->bands[i].min);
      pdl_json_add_number (writer, "max", score->bands[i].max);
      pdl_json_add_string (writer, "text", score->bands[i].text);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  add_basis (writer, &score->basis);
}

static void
show_row (PdlJsonWriter *writer, const PdlRow *row)
{
  pdl_json_add_string (writer, "is", "row");
  pdl_json_add_int (writer, "place", row->index + 1);
  pdl_json_add_string (writer, "action", row->action != NULL ? row->action->id : NULL);
  pdl_json_add_string (writer, "when", row->condition);
  pdl_json_add_string (writer, "urgency", row->urgency_text);
  pdl_json_add_string (writer, "text", row->text);
  pdl_json_add_string (writer, "note", row->note);
  add_basis (writer, &row->basis);
}

static void
show_conflict (PdlJsonWriter *writer, const PdlConflict *conflict)
{
  pdl_json_add_string (writer, "is", "conflict");
  pdl_json_add_int (writer, "number", conflict->number);
  pdl_json_add_string (writer, "label", conflict->label);
  pdl_json_add_string (writer, "default", conflict->text);
  pdl_json_add_string (writer, "when", conflict->when != NULL ? pdl_expr_get_text (conflict->when) : NULL);
  pdl_json_begin_array (writer, "positions");
  for (guint i = 0; i < conflict->positions->len; i++)
    {
      const PdlPosition *position = g_ptr_array_index (conflict->positions, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "label", position->label);
      pdl_json_add_string (writer, "text", position->text);
      if (position->basis.n_sources == 0)
        pdl_json_add_string (writer, "note", "no source named in the register");
      add_basis (writer, &position->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "concerns");
  for (guint i = 0; i < conflict->concerns->len; i++)
    pdl_json_add_string (writer, NULL, g_array_index (conflict->concerns, PdlConcern, i).reference);
  pdl_json_end_array (writer);
  add_basis (writer, &conflict->basis);
}

static const PdlModifier *
find_modifier (PdlKnowledge *knowledge, const char *id)
{
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (knowledge); i++)
    if (strcmp (pdl_knowledge_get_modifier (knowledge, i)->id, id) == 0)
      return pdl_knowledge_get_modifier (knowledge, i);
  return NULL;
}

/* Everything of this id, one line each; an id may name a finding and a score. Returns how many. */
static guint
show_id (PdlKnowledge *knowledge, const char *id)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), id);
  const PdlScore *score = pdl_knowledge_lookup_score (knowledge, id);
  const PdlRow *row = pdl_knowledge_lookup_row (knowledge, id);
  const PdlModifier *modifier = find_modifier (knowledge, id);
  const PdlOption *option = pdl_knowledge_lookup_option (knowledge, id);
  const PdlStatement *statement = pdl_knowledge_lookup_statement (knowledge, id);
  const PdlAlert *alert = pdl_knowledge_lookup_alert (knowledge, id);
  const PdlConflict *conflict = pdl_knowledge_lookup_conflict (knowledge, id);
  const PdlSource *source = pdl_knowledge_lookup_source (knowledge, id);
  guint n = 0;

  for (guint kind = 0; kind < 9; kind++)
    {
      const gpointer things[] = { (gpointer) finding, (gpointer) score, (gpointer) row, (gpointer) modifier,
                                  (gpointer) option, (gpointer) statement, (gpointer) alert, (gpointer) conflict,
                                  (gpointer) source };
      g_autofree char *json = NULL;
      PdlJsonWriter *writer;

      if (things[kind] == NULL)
        continue;
      writer = pdl_json_writer_new (FALSE);
      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", id);
      switch (kind)
        {
        case 0: show_finding (writer, knowledge, finding); break;
        case 1: show_score (writer, score); break;
        case 2: show_row (writer, row); break;
        case 3:
          pdl_json_add_string (writer, "is", "modifier");
          pdl_json_add_string (writer, "mode", modifier->mode);
          pdl_json_add_string (writer, "when", modifier->condition);
          pdl_json_add_string (writer, "text", modifier->text);
          add_basis (writer, &modifier->basis);
          break;
        case 4:
          pdl_json_add_string (writer, "is", "option");
          pdl_json_add_string (writer, "label", option->label);
          pdl_json_add_string (writer, "text", option->text);
          add_basis (writer, &option->basis);
          break;
        case 5:
          pdl_json_add_string (writer, "is", "statement");
          pdl_json_add_string (writer, "domain", statement->domain);
          pdl_json_add_string (writer, "when", statement->condition);
          pdl_json_add_string (writer, "text", statement->text);
          pdl_json_add_string (writer, "strength", statement->strength);
          pdl_json_add_string (writer, "exclusions", statement->exclusions);
          pdl_json_add_string (writer, "missing", statement->missing);
          add_basis (writer, &statement->basis);
          break;
        case 6:
          pdl_json_add_string (writer, "is", "alert");
          pdl_json_add_string (writer, "when", alert->condition);
          pdl_json_add_string (writer, "text", alert->text);
          add_basis (writer, &alert->basis);
          break;
        case 7: show_conflict (writer, conflict); break;
        default:
          pdl_json_add_string (writer, "is", "source");
          pdl_json_add_string (writer, "citation", source->citation);
          pdl_json_add_int (writer, "year", source->year);
          pdl_json_add_string (writer, "doi", source->doi);
          pdl_json_add_string (writer, "url", source->url);
          pdl_json_add_string (writer, "tag", source->tag);
          pdl_json_add_string (writer, "reviewed", source->reviewed);
        }
      pdl_json_end_object (writer);
      json = pdl_json_writer_finish (writer);
      if (!pdl_cli_print (json))
        return G_MAXUINT;
      n++;
    }
  return n;
}

/* @path (nullable): the file of this user. One that is not there holds no signature. */
static gboolean
read_signatures (const char *path, PdlSignatures **ret_signatures)
{
  g_autofree char *usual = path == NULL ? pdl_signatures_default_path () : NULL, *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path != NULL ? path : usual, &text, &length, &error) && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      pdl_cli_complain ("%s", error->message);
      return FALSE;
    }
  g_clear_error (&error);
  *ret_signatures = pdl_signatures_parse (text != NULL ? text : "", (gssize) length, &error);
  if (*ret_signatures == NULL)
    pdl_cli_complain ("%s: %s", path != NULL ? path : usual, error->message);
  return *ret_signatures != NULL;
}

static int
print_card (PdlKnowledge *knowledge, const char *id, const char *path)
{
  g_autofree char *reference = pdl_model_card_find (knowledge, id), *json = NULL;
  g_autoptr (PdlModelCard) card = reference != NULL ? pdl_model_card_new (knowledge, reference) : NULL;
  g_autoptr (PdlSignatures) signatures = NULL;

  if (card == NULL)
    {
      pdl_cli_complain (_ ("No score, row, modifier, option, statement, alert or conflict is called “%s”"), id);
      return PDL_EXIT_FAILED;
    }
  if (!read_signatures (path, &signatures))
    return PDL_EXIT_FAILED;
  json = pdl_model_card_to_json (card, signatures);
  return pdl_cli_print (json) ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}

/* ---- the clinic's own values ------------------------------------------------------------------------------------- */

static void
add_open_key_cb (const char *file, const char *group, const char *label, const char *key, const char *value, gpointer user_data)
{
  PdlJsonWriter *writer = user_data;

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "file", file);
  pdl_json_add_string (writer, "group", group);
  pdl_json_add_string (writer, "label", label);
  pdl_json_add_string (writer, "key", key);
  pdl_json_add_string (writer, "value", value);
  pdl_json_end_object (writer);
}

/* What differs from the shipped text, the telephone numbers, and everything a clinic may set. */
static char *
show_local (PdlKnowledge *knowledge)
{
  PdlJsonWriter *writer = pdl_json_writer_new (TRUE);
  const char *date;
  const char *approved_by = pdl_knowledge_get_local_approval (knowledge, &date);

  pdl_json_begin_object (writer, NULL);
  add_set (writer, knowledge);
  pdl_json_add_string (writer, "local_hash", pdl_knowledge_get_local_hash (knowledge));
  pdl_json_add_string (writer, "clinic", pdl_knowledge_get_local_clinic (knowledge));
  pdl_json_add_string (writer, "approved_by", approved_by);
  pdl_json_add_string (writer, "approved_on", date);
  pdl_json_begin_array (writer, "values");
  for (guint i = 0; i < pdl_knowledge_get_n_local_values (knowledge); i++)
    {
      const PdlLocalValue *value = pdl_knowledge_get_local_value (knowledge, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "file", value->file);
      pdl_json_add_int (writer, "line", value->line);
      pdl_json_add_string (writer, "group", value->group);
      pdl_json_add_string (writer, "label", value->label);
      pdl_json_add_string (writer, "key", value->key);
      pdl_json_add_string (writer, "shipped", value->shipped);
      pdl_json_add_string (writer, "local", value->value);
      pdl_json_add_int (writer, "local_line", value->local_line);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "phones");
  for (guint i = 0; i < pdl_knowledge_get_n_phones (knowledge); i++)
    {
      const PdlPhone *phone = pdl_knowledge_get_phone (knowledge, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", phone->id);
      pdl_json_add_string (writer, "label", phone->label);
      pdl_json_add_string (writer, "number", phone->number);
      pdl_json_add_string (writer, "note", phone->note);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "may_be_set");
  pdl_knowledge_foreach_open_key (knowledge, add_open_key_cb, writer);
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
  return pdl_json_writer_finish (writer);
}

int
pdl_cli_knowledge (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  g_autofree char *translations = NULL;
  g_autofree char *signatures = NULL;
  const GOptionEntry entries[] = {
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { "signatures", 0, 0, G_OPTION_ARG_FILENAME, &signatures, N_ ("card: read the local signatures from FILE"), N_ ("FILE") },
    { "translations", 0, 0, G_OPTION_ARG_FILENAME, &translations, N_ ("check: also labels without a translation in the .po files of DIR"), N_ ("DIR") },
    { NULL },
  };
  static const char *const commands[] = { "list", "show", "card", "check", "local", "export-cql", NULL };
  g_auto (GStrv) words = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  guint n;

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("list | show ID | card ID | check | local | export-cql DIR"),
                      _ ("list        every id, by what it is\n"
                         "show        what stands behind an id: text, condition, sources, verification tag\n"
                         "card        the model card of a rule: sources, use and misuse, what it reads of a person, who signed it\n"
                         "check       loads the set; what is wrong is told with file and line\n"
                         "local       with --local FILE: what a clinic's own values change; and everything that may be set in such a file\n"
                         "export-cql  writes the rules as a CQL library into a folder, with an index of its parameters and definitions"),
                      &words))
    return PDL_EXIT_USAGE;
  n = g_strv_length (words);
  if (n == 0)
    return pdl_cli_usage ("knowledge", _ ("list, show, card, check, local or export-cql is needed"));
  if (!g_strv_contains (commands, words[0]))
    return pdl_cli_usage ("knowledge", _ ("“%s” is none of list, show, card, check, local, export-cql"), words[0]);
  if (strcmp (words[0], "show") == 0 && n != 2)
    return pdl_cli_usage ("knowledge", _ ("show takes one id"));
  if (strcmp (words[0], "card") == 0 && n != 2)
    return pdl_cli_usage ("knowledge", _ ("card takes one id"));
  if (strcmp (words[0], "export-cql") == 0 && n != 2)
    return pdl_cli_usage ("knowledge", _ ("export-cql takes one folder"));
  if (n != 1 && strcmp (words[0], "show") != 0 && strcmp (words[0], "card") != 0 && strcmp (words[0], "export-cql") != 0)
    return pdl_cli_usage ("knowledge", _ ("“%s” takes nothing more"), words[0]);
  knowledge = pdl_cli_load_knowledge (directory);
  if (knowledge == NULL)
    return PDL_EXIT_FAILED;

  if (strcmp (words[0], "show") == 0)
    {
      guint found = show_id (knowledge, words[1]);

      if (found == 0)
        pdl_cli_complain (_ ("Nothing in the knowledge is called “%s”"), words[1]);
      return found > 0 && found != G_MAXUINT ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
    }
  if (strcmp (words[0], "card") == 0)
    return print_card (knowledge, words[1], signatures);
  if (strcmp (words[0], "export-cql") == 0)
    {
      if (pdl_cql_export (knowledge, words[1], &error))
        return PDL_EXIT_FINE;
      pdl_cli_complain ("%s", error->message);
      return PDL_EXIT_FAILED;
    }
  if (strcmp (words[0], "check") == 0)
    return pdl_cli_check_knowledge (knowledge, translations);
  json = strcmp (words[0], "local") == 0 ? show_local (knowledge) : list_all (knowledge);
  g_strchomp (json);
  return pdl_cli_print (json) ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}
