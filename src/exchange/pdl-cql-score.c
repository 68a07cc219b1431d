/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Scores in CQL. "here" is the score of one place by itself; over it stand what makes it not applicable and,
 * for a target of several levels, the interval from the largest minimum to the largest maximum of the scored
 * levels.
 */

#include "pdl-cql-private.h"

#include <math.h>
#include <string.h>

/* What is known of a score while it is written at one place. */
typedef struct
{
  PdlCql *cql;
  const PdlScore *score;
  PdlScoreSyntax syntax;
  PdlCqlPlace place;
  guint world;
} Writer;

static const char *
part_of (const Writer *self, const char *part)
{
  return pdl_cql_in_world (self->cql, self->world, pdl_cql_say (self->cql, "%s %s", self->score->id, part));
}

static const char *
name_of (const Writer *self, const char *part)
{
  return pdl_cql_say (self->cql, "%s%s", part_of (self, part), pdl_cql_suffix (self->place));
}

static const char *
ref (const Writer *self, const char *part, const PdlCqlScope *scope)
{
  return pdl_cql_ref (self->cql, part_of (self, part), scope);
}

static void
define (const Writer *self, const char *part, const PdlCqlScope *scope, const char *body)
{
  const char *name = name_of (self, part);

  if (pdl_cql_claim (self->cql, name))
    pdl_cql_define_at (self->cql, name, NULL, scope, body);
}

static const char *
number (const Writer *self, double value)
{
  return pdl_cql_number (self->cql, value);
}

/* ---- sums
 * -------------------------------------------------------------------------------------------------------- */

/* The points of a value as a function. */
static const char *
points_function (const Writer *self, guint item, const PdlItemSyntax *syntax)
{
  PdlCql *cql = self->cql;
  const PdlFinding *finding = self->score->items[item].finding;
  const char *name = pdl_cql_say (cql, "%s %s points of", self->score->id, self->score->items[item].id);
  const char *type = "Decimal";
  g_autoptr (GString) body = g_string_new ("case");

  for (guint i = 0; i < syntax->n_points; i++)
    {
      PdlPointSyntax point;

      pdl_syntax_get_point (cql->knowledge, self->score, item, i, &point);
      g_string_append (body, " when ");
      if (point.code != NULL)
        {
          gboolean coded = finding != NULL && finding->n_codes > 0;

          type = coded ? "String" : "Boolean";
          g_string_append_printf (body, "given = %s", coded ? pdl_cql_quote (cql, point.code) : point.code);
        }
      else
        {
          if (isfinite (point.low))
            g_string_append_printf (body, "given %s %s",
                                    point.low_open ? ">" : ">=", number (self, point.low));
          if (isfinite (point.low) && isfinite (point.high))
            g_string_append (body, " and ");
          if (isfinite (point.high))
            g_string_append_printf (body, "given %s %s",
                                    point.high_open ? "<" : "<=", number (self, point.high));
        }
      g_string_append_printf (body, " then %s", number (self, point.points));
    }
  g_string_append (body, " else null end");
  if (pdl_cql_claim (cql, name))
    pdl_cql_function (cql, pdl_cql_say (cql, "\"%s\" (given %s)", name, type), body->str);
  return name;
}

/* Points of an item: its two ends, equal when it is known. */
static void
write_item (const Writer *self, guint item)
{
  PdlCql *cql = self->cql;
  const PdlScoreItem *it = &self->score->items[item];
  PdlCqlScope scope = pdl_cql_scope (cql, self->place);
  PdlItemSyntax syntax;
  const char *function, *low, *high;

  pdl_syntax_get_item (cql->knowledge, self->score, item, &syntax);
  function = points_function (self, item, &syntax);
  if (syntax.low != NULL && syntax.high != NULL)
    {
      define (self, pdl_cql_say (cql, "%s given low", it->id), &scope,
              pdl_cql_say (cql, "\"%s\"(%s)", function,
                           pdl_cql_expr (cql, pdl_expr_get_root (syntax.low), &scope)));
      define (self, pdl_cql_say (cql, "%s given high", it->id), &scope,
              pdl_cql_say (cql, "\"%s\"(%s)", function,
                           pdl_cql_expr (cql, pdl_expr_get_root (syntax.high), &scope)));
      low = ref (self, pdl_cql_say (cql, "%s given low", it->id), &scope);
      high = ref (self, pdl_cql_say (cql, "%s given high", it->id), &scope);
      define (self, pdl_cql_say (cql, "%s low", it->id), &scope,
              pdl_cql_say (cql, "if %s is null or %s is null then %s else Min({%s, %s})", low, high,
                           number (self, it->min), low, high));
      define (self, pdl_cql_say (cql, "%s high", it->id), &scope,
              pdl_cql_say (cql, "if %s is null or %s is null then %s else Max({%s, %s})", low, high,
                           number (self, it->max), low, high));
      return;
    }
  define (self, pdl_cql_say (cql, "%s given", it->id), &scope,
          pdl_cql_say (cql, "\"%s\"(%s)", function,
                       syntax.value != NULL ? pdl_cql_expr (cql, pdl_expr_get_root (syntax.value), &scope)
                                            : pdl_cql_fact (cql, it->finding, &scope)));
  low = ref (self, pdl_cql_say (cql, "%s given", it->id), &scope);
  define (self, pdl_cql_say (cql, "%s low", it->id), &scope,
          pdl_cql_say (cql, "Coalesce(%s, %s)", low, number (self, it->min)));
  define (self, pdl_cql_say (cql, "%s high", it->id), &scope,
          pdl_cql_say (cql, "Coalesce(%s, %s)", low, number (self, it->max)));
}

static void
write_sum (const Writer *self)
{
  PdlCql *cql = self->cql;
  PdlCqlScope scope = pdl_cql_scope (cql, self->place);
  g_autoptr (GString) lows = g_string_new (NULL), highs = g_string_new (NULL), items = g_string_new ("{");
  const char *entered = NULL, *known;
  double most = 0;

  for (guint i = 0; i < self->score->n_items; i++)
    {
      const PdlScoreItem *it = &self->score->items[i];
      const char *low, *high;

      write_item (self, i);
      most += it->max;
      low = ref (self, pdl_cql_say (cql, "%s low", it->id), &scope);
      high = ref (self, pdl_cql_say (cql, "%s high", it->id), &scope);
      g_string_append_printf (lows, "%s%s", i > 0 ? " + " : "", low);
      g_string_append_printf (highs, "%s%s", i > 0 ? " + " : "", high);
      g_string_append_printf (items, "%sif %s = %s%s then %s else null", i > 0 ? ", " : "", low, high,
                              it->min != it->max ? "" : " and false", low);
    }
  g_string_append_c (items, '}');
  define (self, "here items", &scope, items->str);
  if (self->syntax.entered != NULL)
    {
      define (self, "entered", &scope, pdl_cql_entered (cql, self->syntax.entered, &scope, TRUE));
      entered = ref (self, "entered", &scope);
    }
  if (most > self->score->max)
    {
      g_string_printf (lows, "%s", pdl_cql_say (cql, "Min({%s, %s})", lows->str, pdl_cql_number (cql, self->score->max)));
      g_string_printf (highs, "%s", pdl_cql_say (cql, "Min({%s, %s})", highs->str, pdl_cql_number (cql, self->score->max)));
    }
  define (self, "here low", &scope,
          entered != NULL ? pdl_cql_say (cql, "Coalesce(%s, %s)", entered, lows->str) : lows->str);
  define (self, "here high", &scope,
          entered != NULL ? pdl_cql_say (cql, "Coalesce(%s, %s)", entered, highs->str) : highs->str);
  known = pdl_cql_say (cql, "Count(%s)", ref (self, "here items", &scope));
  define (self, "here state", &scope,
          pdl_cql_say (
              cql, "case when %s%s = %u then 'complete' when %s > 0 then 'partial' else 'not-computable' end",
              entered != NULL ? pdl_cql_say (cql, "%s is not null or ", entered) : "", known,
              self->score->n_items, known));
}

/* The bands an interval reaches. */
static const char *
bands_table (const Writer *self)
{
  g_autoptr (GString) table = g_string_new ("{");
  const char *name = pdl_cql_say (self->cql, "%s bands", self->score->id);

  for (guint i = 0; i < self->score->n_bands; i++)
    g_string_append_printf (table, "%sTuple { id: %s, least: %s, most: %s }", i > 0 ? ", " : "",
                            pdl_cql_quote (self->cql, self->score->bands[i].id),
                            number (self, self->score->bands[i].min),
                            number (self, self->score->bands[i].max));
  g_string_append_c (table, '}');
  name = pdl_cql_say (self->cql, "table of %s", name);
  if (pdl_cql_claim (self->cql, name))
    pdl_cql_define (self->cql, name, NULL, table->str);
  return pdl_cql_say (self->cql, "\"%s\"", name);
}

/* ---- rules
 * ------------------------------------------------------------------------------------------------------- */

static void
write_rule (const Writer *self)
{
  PdlCql *cql = self->cql;
  PdlCqlScope scope = pdl_cql_scope (cql, self->place);
  g_autoptr (GString) truths = g_string_new ("{"), places = g_string_new ("({"), ids = g_string_new ("{");
  const char *list, *band, *bands;

  for (guint i = 0; i < self->score->n_bands; i++)
    {
      const PdlExpr *rule = pdl_syntax_get_band (cql->knowledge, self->score, i);

      g_string_append_printf (truths, "%s%s", i > 0 ? ", " : "",
                              rule != NULL ? pdl_cql_expr (cql, pdl_expr_get_root (rule), &scope) : "false");
      g_string_append_printf (places, "%s%u", i > 0 ? ", " : "", i);
      g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", pdl_cql_quote (cql, self->score->bands[i].id));
    }
  g_string_append_c (truths, '}');
  g_string_append (places, "})");
  g_string_append_c (ids, '}');
  define (self, "truths", &scope, truths->str);
  list = ref (self, "truths", &scope);
  /* The first band that is true, unless one before it could be; those up to it that are not false. */
  define (
      self, "here low", &scope,
      pdl_cql_say (
          cql,
          "ToDecimal(First(%s I where %s[I] and not exists (%s J where J < I and (%s[J] is null or %s[J]))))",
          places->str, list, places->str, list, list));
  define (self, "here bands", &scope,
          pdl_cql_say (cql,
                       "%s I where (%s[I] is null or %s[I]) and not exists (%s J where J < I and %s[J]) "
                       "return all (%s)[I]",
                       places->str, list, list, places->str, list, ids->str));
  band = ref (self, "here low", &scope);
  bands = pdl_cql_say (cql, "Count(%s)", ref (self, "here bands", &scope));
  define (self, "here band", &scope,
          pdl_cql_say (cql, "if %s is null then null else (%s)[Floor(%s)]", band, ids->str, band));
  define (self, "here state", &scope,
          pdl_cql_say (cql,
                       "case when %s is not null then 'complete' when %s > 0 and %s < %u then 'partial' else "
                       "'not-computable' end",
                       band, bands, bands, self->score->n_bands));
}

static void
write_entered (const Writer *self)
{
  PdlCql *cql = self->cql;
  PdlCqlScope scope = pdl_cql_scope (cql, self->place);
  const char *total = "(null as Decimal)";

  if (self->syntax.has_band_rules)
    {
      write_rule (self);
      return;
    }
  if (self->syntax.total != NULL)
    total = pdl_cql_expr (cql, pdl_expr_get_root (self->syntax.total), &scope);
  else if (self->score->n_items > 0 && self->score->items[0].finding != NULL)
    total = pdl_cql_fact (cql, self->score->items[0].finding, &scope);
  define (self, "here low", &scope, total);
}

/* ---- a place
 * ----------------------------------------------------------------------------------------------------- */

static gboolean
is_by_rule (const Writer *self)
{
  return self->syntax.kind != PDL_SCORE_KIND_SUM && self->syntax.has_band_rules;
}

static const char *
here (const Writer *self, const char *part, const PdlCqlScope *scope)
{
  if (strcmp (part, "high") == 0 && self->syntax.kind != PDL_SCORE_KIND_SUM)
    part = "low";
  if (strcmp (part, "state") == 0
      && (self->syntax.kind == PDL_SCORE_KIND_ENTERED || g_strcmp0 (self->score->gate, "LOOKUP_ONLY") == 0))
    return "'lookup-only'";
  return ref (self, pdl_cql_say (self->cql, "here %s", part), scope);
}

static gboolean
is_over_levels (const Writer *self)
{
  return self->score->scope == PDL_SCOPE_LEVEL && self->place == PDL_CQL_TARGET;
}

/* The levels of a target that count, the worst of them, and whether the target is scored by itself. */
static void
write_levels (const Writer *self)
{
  PdlCql *cql = self->cql;
  PdlCqlScope scope = pdl_cql_scope (cql, PDL_CQL_TARGET);
  PdlCqlScope level = { PDL_CQL_LEVEL, pdl_cql_alias (cql, "L"), NULL },
              other = { PDL_CQL_LEVEL, pdl_cql_alias (cql, "L"), NULL };
  const char *spoken
      = self->syntax.entered != NULL ? pdl_cql_spoken_for (cql, self->syntax.entered, &scope) : NULL;
  const char *state = pdl_cql_score_part (cql, self->score, "state", &level), *scored;

  define (self, "by itself", &scope,
          pdl_cql_say (cql, "(not exists (\"Targets\"[%s].levels))%s%s", scope.index,
                       spoken != NULL ? " or " : "", spoken != NULL ? spoken : ""));
  scored = self->syntax.scored != NULL ? pdl_cql_say (
               cql, "%s and ", pdl_cql_expr (cql, pdl_expr_get_root (self->syntax.scored), &level))
                                       : "";
  define (self, "scored levels", &scope,
          pdl_cql_say (cql, "(\"Targets\"[%s].levels) %s where %s%s in {'complete', 'partial'}", scope.index,
                       level.index, scored, state));
  define (self, "largest high", &scope,
          pdl_cql_say (cql, "Max((%s) %s return all %s)", ref (self, "scored levels", &scope), level.index,
                       pdl_cql_score_part (cql, self->score, "high", &level)));
  define (self, "largest low", &scope,
          pdl_cql_say (cql, "Max((%s) %s return all %s)", ref (self, "scored levels", &scope), level.index,
                       pdl_cql_score_part (cql, self->score, "low", &level)));
  define (
      self, "worst level", &scope,
      pdl_cql_say (cql, "First((%s) %s where %s = %s and %s = Max((%s) %s where %s = %s return all %s))",
                   ref (self, "scored levels", &scope), level.index,
                   pdl_cql_score_part (cql, self->score, "high", &level), ref (self, "largest high", &scope),
                   pdl_cql_score_part (cql, self->score, "low", &level), ref (self, "scored levels", &scope),
                   other.index, pdl_cql_score_part (cql, self->score, "high", &other),
                   ref (self, "largest high", &scope), pdl_cql_score_part (cql, self->score, "low", &other)));
}

/* @over: of the target of several levels; NULL for a place by itself. */
static const char *
choose (const Writer *self, const PdlCqlScope *scope, const char *by_itself, const char *over)
{
  if (!is_over_levels (self))
    return by_itself;
  return pdl_cql_say (self->cql, "if %s then %s else %s", ref (self, "by itself", scope), by_itself, over);
}

static const char *
at_worst (const Writer *self, const PdlCqlScope *scope, const char *part, const char *none)
{
  return pdl_cql_say (self->cql, "if %s is null then %s else \"%s at level\"[%s]",
                      ref (self, "worst level", scope), none, part_of (self, part),
                      ref (self, "worst level", scope));
}

/* Not applicable: nothing of it. */
static const char *
unless_out (const Writer *self, const PdlCqlScope *scope, const char *out, const char *text)
{
  if (self->syntax.applies == NULL)
    return text;
  return pdl_cql_say (self->cql, "if not %s then %s else (%s)", ref (self, "applies", scope), out, text);
}

static void
write_bands (const Writer *self, const PdlCqlScope *scope)
{
  PdlCql *cql = self->cql;
  const char *low = ref (self, "low", scope), *high = ref (self, "high", scope), *table;

  if (is_by_rule (self))
    {
      define (self, "bands", scope,
              unless_out (self, scope, "({} as List<String>)",
                          choose (self, scope, here (self, "bands", scope),
                                  at_worst (self, scope, "bands", "({} as List<String>)"))));
      define (self, "band", scope,
              unless_out (
                  self, scope, "null",
                  choose (self, scope, here (self, "band", scope), at_worst (self, scope, "band", "null"))));
      return;
    }
  table = bands_table (self);
  define (self, "bands", scope,
          pdl_cql_say (cql, "%s B where %s >= B.least and %s <= B.most return all B.id", table, high, low));
  define (self, "band", scope,
          pdl_cql_say (cql,
                       "%sif Count(%s) = 1 then First(%s B where %s >= B.least and %s <= B.most return all "
                       "B.id) else null",
                       is_over_levels (self)
                           ? pdl_cql_say (cql, "if not %s and %s is null then null else ",
                                          ref (self, "by itself", scope), ref (self, "worst level", scope))
                           : "",
                       ref (self, "bands", scope), table, low, high));
}

static void
write_place (PdlCql *cql, const PdlScore *score, PdlCqlPlace place)
{
  guint present = cql->world;
  Writer self = { cql, score, { 0 }, place, pdl_cql_world_of_score (cql, score) };
  PdlCqlScope scope;
  const char *over;

  if (!pdl_cql_claim (cql, name_of (&self, "score")))
    return;
  cql->world = self.world;
  scope = pdl_cql_scope (cql, place);
  pdl_syntax_get_score (cql->knowledge, score, &self.syntax);
  if (self.syntax.applies != NULL)
    define (&self, "applies", &scope,
            pdl_cql_say (cql, "Coalesce(%s, true)",
                         pdl_cql_expr (cql, pdl_expr_get_root (self.syntax.applies), &scope)));
  if (self.syntax.kind == PDL_SCORE_KIND_SUM)
    write_sum (&self);
  else if (self.syntax.kind == PDL_SCORE_KIND_RULE)
    write_rule (&self);
  else
    write_entered (&self);
  if (is_over_levels (&self))
    write_levels (&self);

  over = pdl_cql_say (cql,
                      "case when %s is null then 'not-computable' when %s = %s or not exists ((%s) L where "
                      "\"%s at level\"[L] != 'complete') "
                      "then 'complete' else 'partial' end",
                      ref (&self, "worst level", &scope), ref (&self, "largest low", &scope),
                      ref (&self, "largest high", &scope), ref (&self, "scored levels", &scope),
                      part_of (&self, "state"));
  define (&self, "state", &scope,
          unless_out (&self, &scope, "'not-applicable'",
                      choose (&self, &scope, here (&self, "state", &scope), over)));
  define (&self, "low", &scope,
          unless_out (&self, &scope, "null",
                      choose (&self, &scope, here (&self, "low", &scope),
                              pdl_cql_say (cql, "Coalesce(%s, %s)", ref (&self, "largest low", &scope),
                                           isnan (score->min) ? "null" : pdl_cql_number (cql, score->min)))));
  define (&self, "high", &scope,
          unless_out (&self, &scope, "null",
                      choose (&self, &scope, here (&self, "high", &scope),
                              pdl_cql_say (cql, "Coalesce(%s, %s)", ref (&self, "largest high", &scope),
                                           isnan (score->max) ? "null" : pdl_cql_number (cql, score->max)))));
  write_bands (&self, &scope);
  if (self.syntax.kind == PDL_SCORE_KIND_SUM)
    define (&self, "items", &scope,
            unless_out (&self, &scope, "({} as List<Decimal>)",
                        choose (&self, &scope, here (&self, "items", &scope),
                                at_worst (&self, &scope, "items", "({} as List<Decimal>)"))));
  if (is_over_levels (&self))
    define (&self, "level", &scope,
            unless_out (&self, &scope, "null",
                        pdl_cql_say (cql, "if %s or %s is null then null else \"Levels\"[%s].level",
                                     ref (&self, "by itself", &scope), ref (&self, "worst level", &scope),
                                     ref (&self, "worst level", &scope))));
  cql->world = present;
}

/* ---- asked for
 * --------------------------------------------------------------------------------------------------- */

static PdlCqlScope
scope_of_score (PdlCql *self, const PdlScore *score, guint world, const PdlCqlScope *scope)
{
  PdlCqlPlace place = scope->place;

  if (score->scope == PDL_SCOPE_PATIENT)
    place = PDL_CQL_PATIENT;
  else if (place == PDL_CQL_PATIENT)
    pdl_cql_refuse (self, "a score of levels or targets read for the patient", score->id);
  else if (score->scope == PDL_SCOPE_TARGET)
    place = PDL_CQL_TARGET;
  return pdl_cql_seen (self, place, world, scope);
}

/* @part: "total", "min", "max", "band", and "state", "low", "high" as written here. */
const char *
pdl_cql_score_part (PdlCql *self, const PdlScore *score, const char *part, const PdlCqlScope *scope)
{
  guint world = pdl_cql_world_of_score (self, score);
  PdlCqlScope own = scope_of_score (self, score, world, scope);
  Writer writer = { self, score, { 0 }, own.place, world };
  const char *usable, *low, *high;

  if (g_strcmp0 (score->gate, "BLOCKED") == 0)
    return "null";
  write_place (self, score, own.place);
  low = ref (&writer, "low", &own);
  high = ref (&writer, "high", &own);
  if (strcmp (part, "low") == 0 || strcmp (part, "high") == 0 || strcmp (part, "state") == 0)
    return ref (&writer, part, &own);
  usable = pdl_cql_say (self, "%s in {'complete', 'partial', 'lookup-only'}", ref (&writer, "state", &own));
  if (strcmp (part, "band") == 0)
    return pdl_cql_say (self, "(if %s then %s else null)", usable, ref (&writer, "band", &own));
  if (strcmp (part, "total") == 0)
    return pdl_cql_say (self, "(if %s and %s = %s then %s else null)", usable, low, high, low);
  return pdl_cql_say (self, "(if %s then %s else null)", usable, strcmp (part, "min") == 0 ? low : high);
}

void
pdl_cql_scores (PdlCql *self)
{
  for (guint i = 0; i < pdl_knowledge_get_n_scores (self->knowledge); i++)
    {
      const PdlScore *score = pdl_knowledge_get_score (self->knowledge, i);

      if (g_strcmp0 (score->gate, "BLOCKED") == 0)
        continue;
      if (score->scope == PDL_SCOPE_PATIENT)
        write_place (self, score, PDL_CQL_PATIENT);
      else
        write_place (self, score, PDL_CQL_TARGET);
    }
}
