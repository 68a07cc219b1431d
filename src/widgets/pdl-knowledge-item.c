/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-knowledge-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-conflict-lines.h"

typedef enum { ROW, MODIFIER, STATEMENT, ALERT, SCORE, OPTION, CONFLICT, SOURCE } Kind;

struct _PdlKnowledgeItem
{
  GObject parent_instance;

  Kind kind;
  gconstpointer thing; /* (unowned) of the knowledge */
  PdlKnowledge *knowledge; /* (owned): keeps @thing */
  char *reference;     /* (owned) */
  char *designation;   /* (owned) */
  char *names;         /* (owned) case folded, a newline around each: id, number, kind with either, label */
  char *haystack;      /* (owned) case folded: the names, texts, sources */
  const char *text;
};

G_DEFINE_FINAL_TYPE (PdlKnowledgeItem, pdl_knowledge_item, G_TYPE_OBJECT)

static const char *const kind_codes[] = { "row", "modifier", "statement", "alert", "score", "option", "conflict", "source" };
static const char *const kind_names[] = { N_("Row"), N_("Modifier"), N_("Statement"), N_("Alert"), N_("Score"), N_("Option"),
                                          N_("Conflict"), N_("Source") };

static void
pdl_knowledge_item_finalize (GObject *object)
{
  PdlKnowledgeItem *self = PDL_KNOWLEDGE_ITEM (object);

  g_free (self->reference);
  g_free (self->designation);
  g_free (self->names);
  g_free (self->haystack);
  pdl_knowledge_unref (self->knowledge);
  G_OBJECT_CLASS (pdl_knowledge_item_parent_class)->finalize (object);
}

static void
pdl_knowledge_item_class_init (PdlKnowledgeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pdl_knowledge_item_finalize;
}

static void
pdl_knowledge_item_init (PdlKnowledgeItem *self)
{
}

static const char *
translate (const char *text)
{
  return text != NULL ? pdl_dictionary_translate (text) : "";
}

/* By what a reader calls it, alone and behind the kind, which the knowledge names in English and the screen in the reader's words. */
static void
append_name (GString *names, Kind kind, const char *name)
{
  g_string_append_printf (names, "%s\n%s %s\n%s %s\n", name, kind_codes[kind], name, _ (kind_names[kind]), name);
}

/* @number: in a register; 0: none. @more: further words to find it by; nullable. */
static void
add_numbered (GListStore *items, PdlKnowledge *knowledge, Kind kind, gconstpointer thing, const char *id, guint number, const char *text,
              const char *more, const PdlBasis *basis)
{
  g_autoptr (PdlKnowledgeItem) item = g_object_new (PDL_TYPE_KNOWLEDGE_ITEM, NULL);
  g_autoptr (GString) names = g_string_new ("\n"), words = g_string_new (NULL);

  item->kind = kind;
  item->thing = thing;
  item->knowledge = pdl_knowledge_ref (knowledge);
  item->reference = g_strdup_printf ("%s/%s", kind_codes[kind], id);
  item->text = translate (text);
  item->designation = number > 0 ? g_strdup_printf ("%u", number) : g_strdup (id);
  append_name (names, kind, id);
  if (number > 0)
    append_name (names, kind, item->designation);
  g_string_append_printf (names, "%s\n%s\n", item->text, text != NULL ? text : "");
  g_string_append_printf (words, "%s%s", names->str, translate (more));
  for (guint i = 0; basis != NULL && i < basis->n_sources; i++)
    g_string_append_printf (words, " %s %s", basis->sources[i]->id, basis->sources[i]->citation);
  item->names = g_utf8_casefold (names->str, -1);
  item->haystack = g_utf8_casefold (words->str, -1);
  g_list_store_append (items, item);
}

static void
add (GListStore *items, PdlKnowledge *knowledge, Kind kind, gconstpointer thing, const char *id, const char *text, const char *more, const PdlBasis *basis)
{
  add_numbered (items, knowledge, kind, thing, id, 0, text, more, basis);
}

/* Found by what its positions say and cite as well. */
static void
add_conflict (GListStore *items, PdlKnowledge *knowledge, const PdlConflict *conflict)
{
  g_autoptr (GString) more = g_string_new (NULL);
  g_autofree char *differ = pdl_words_conflict (conflict);

  g_string_printf (more, "%s %s", differ, translate (conflict->text));
  for (guint i = 0; i < conflict->positions->len; i++)
    {
      const PdlPosition *position = conflict->positions->pdata[i];

      g_string_append_printf (more, " %s %s", translate (position->label), translate (position->text));
      for (guint s = 0; s < position->basis.n_sources; s++)
        g_string_append_printf (more, " %s %s", position->basis.sources[s]->id, position->basis.sources[s]->citation);
    }
  for (guint i = 0; i < conflict->concerns->len; i++)
    g_string_append_printf (more, " %s", g_array_index (conflict->concerns, PdlConcern, i).reference);
  add_numbered (items, knowledge, CONFLICT, conflict, conflict->id, conflict->number, conflict->label, more->str, &conflict->basis);
}

GListStore *
pdl_knowledge_items_new (PdlKnowledge *knowledge)
{
  GListStore *items = g_list_store_new (PDL_TYPE_KNOWLEDGE_ITEM);

  for (guint i = 0; i < pdl_knowledge_get_n_rows (knowledge); i++)
    {
      const PdlRow *row = pdl_knowledge_get_row (knowledge, i);

      add (items, knowledge, ROW, row, row->id, row->action->label, row->text, &row->basis);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (knowledge); i++)
    {
      const PdlModifier *modifier = pdl_knowledge_get_modifier (knowledge, i);

      add (items, knowledge, MODIFIER, modifier, modifier->id, modifier->text, NULL, &modifier->basis);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_options (knowledge); i++)
    {
      const PdlOption *option = pdl_knowledge_get_option (knowledge, i);

      add (items, knowledge, OPTION, option, option->id, option->label, option->text, &option->basis);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_scores (knowledge); i++)
    {
      const PdlScore *score = pdl_knowledge_get_score (knowledge, i);

      add (items, knowledge, SCORE, score, score->id, score->label, score->warning, &score->basis);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_statements (knowledge); i++)
    {
      const PdlStatement *statement = pdl_knowledge_get_statement (knowledge, i);

      add (items, knowledge, STATEMENT, statement, statement->id, statement->text_short != NULL ? statement->text_short : statement->text,
           statement->text, &statement->basis);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_alerts (knowledge); i++)
    {
      const PdlAlert *alert = pdl_knowledge_get_alert (knowledge, i);

      add (items, knowledge, ALERT, alert, alert->id, alert->text_short != NULL ? alert->text_short : alert->text, alert->text, &alert->basis);
    }
  for (guint i = 0; i < pdl_knowledge_get_n_conflicts (knowledge); i++)
    add_conflict (items, knowledge, pdl_knowledge_get_conflict (knowledge, i));
  for (guint i = 0; i < pdl_knowledge_get_n_sources (knowledge); i++)
    {
      const PdlSource *source = pdl_knowledge_get_source (knowledge, i);

      add (items, knowledge, SOURCE, source, source->id, source->citation, source->doi, NULL);
    }
  return items;
}

const char *
pdl_knowledge_item_get_reference (PdlKnowledgeItem *self)
{
  return self->reference;
}

const char *
pdl_knowledge_item_get_kind (PdlKnowledgeItem *self)
{
  return _ (kind_names[self->kind]);
}

const char *
pdl_knowledge_item_get_designation (PdlKnowledgeItem *self)
{
  return self->designation;
}

const char *
pdl_knowledge_item_get_text (PdlKnowledgeItem *self)
{
  return self->text;
}

/* ---- what is searched -------------------------------------------------------------------------------------------- */

GStrv
pdl_knowledge_item_split (const char *typed)
{
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t/", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (words, parts[i]);
  return g_strv_builder_end (words);
}

static gboolean
has_words (const char *text, GStrv words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

PdlItemRank
pdl_knowledge_item_rank (PdlKnowledgeItem *self, GStrv words)
{
  g_autofree char *phrase = g_strjoinv (" ", words);
  g_autofree char *start = g_strconcat ("\n", phrase, NULL), *whole = g_strconcat (start, "\n", NULL);

  if (strstr (self->names, whole) != NULL)
    return PDL_RANK_NAME;
  if (strstr (self->names, start) != NULL)
    return PDL_RANK_NAME_START;
  if (has_words (self->names, words))
    return PDL_RANK_NAME_WORDS;
  return has_words (self->haystack, words) ? PDL_RANK_TEXT : PDL_RANK_NOT_FOUND;
}

/* ---- what it comes to here --------------------------------------------------------------------------------------- */

static PdlItemState
judge_row (const PdlRow *row, const PdlDecisionResult *decision)
{
  if (row == decision->row || row == decision->row_also)
    return PDL_ITEM_HOLDS;
  for (guint i = 0; i < decision->n_could_become; i++)
    if (decision->could_become[i].row == row)
      return PDL_ITEM_CANNOT_TELL;
  return PDL_ITEM_HOLDS_NOT;
}

static PdlItemState
judge_score (const PdlScore *score, PdlEvaluation *evaluation, int index)
{
  const PdlTargetResult *target = &evaluation->targets[index];

  for (guint i = 0; i < target->n_scores + evaluation->n_scores; i++)
    {
      const PdlScoreResult *result = i < target->n_scores ? &target->scores[i] : &evaluation->scores[i - target->n_scores];

      if (result->score != score)
        continue;
      if (result->state == PDL_SCORE_COMPLETE || (result->state == PDL_SCORE_LOOKUP_ONLY && result->band != NULL))
        return PDL_ITEM_HOLDS;
      return result->state == PDL_SCORE_NOT_APPLICABLE || result->state == PDL_SCORE_BLOCKED ? PDL_ITEM_HOLDS_NOT : PDL_ITEM_CANNOT_TELL;
    }
  return PDL_ITEM_HOLDS_NOT;
}

static PdlItemState
judge_option (const PdlOption *option, const PdlTargetResult *target)
{
  for (guint i = 0; i < target->n_options; i++)
    if (target->options[i].option == option)
      return target->options[i].cannot_determine ? PDL_ITEM_CANNOT_TELL : PDL_ITEM_HOLDS;
  return PDL_ITEM_HOLDS_NOT;
}

static PdlItemState
judge_clause (PdlClause *clause)
{
  g_autoptr (PdlClause) owned = clause;

  if (owned == NULL || owned->truth == PDL_TRUTH_FALSE)
    return PDL_ITEM_HOLDS_NOT;
  return owned->truth == PDL_TRUTH_TRUE ? PDL_ITEM_HOLDS : PDL_ITEM_CANNOT_TELL;
}

static PdlItemState
judge_conflict (const PdlConflict *conflict, PdlEvaluation *evaluation, int target)
{
  PdlTruth truth = pdl_conflict_judge (conflict, evaluation, target);

  return truth == PDL_TRUTH_TRUE ? PDL_ITEM_HOLDS : truth == PDL_TRUTH_FALSE ? PDL_ITEM_HOLDS_NOT : PDL_ITEM_CANNOT_TELL;
}

PdlItemState
pdl_knowledge_item_judge (PdlKnowledgeItem *self, PdlEvaluation *evaluation, int target)
{
  if (evaluation == NULL || evaluation->n_targets == 0)
    return PDL_ITEM_NO_CASE;
  target = CLAMP (target, 0, (int) evaluation->n_targets - 1);
  switch (self->kind)
    {
    case ROW: return judge_row (self->thing, &evaluation->targets[target].decision);
    case SCORE: return judge_score (self->thing, evaluation, target);
    case OPTION: return judge_option (self->thing, &evaluation->targets[target]);
    case MODIFIER: return judge_clause (pdl_evaluation_explain_modifier (evaluation, target, self->thing));
    case STATEMENT: return judge_clause (pdl_evaluation_explain_statement (evaluation, target, self->thing));
    case CONFLICT: return judge_conflict (self->thing, evaluation, target);
    case ALERT: return judge_clause (pdl_evaluation_explain_alert (evaluation, target, self->thing));
    default: return PDL_ITEM_NO_CASE;
    }
}
