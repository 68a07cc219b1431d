/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of the score groups: [score ID], [score ID/ITEM], [score ID/bands], [score ID/band BAND].
 */

#include "pdl-knowledge-private.h"

#include <math.h>
#include <string.h>

static void
item_clear (gpointer data)
{
  PdlItemRule *item = data;

  pdl_expr_free (item->value);
  pdl_expr_free (item->low);
  pdl_expr_free (item->high);
  g_clear_pointer (&item->points, g_array_unref);
  g_free (item->by_code);
}

void
pdl_score_rule_free (gpointer data)
{
  PdlScoreRule *self = data;

  g_array_unref (self->items);
  g_ptr_array_unref (self->band_rules);
  pdl_expr_free (self->applies);
  pdl_expr_free (self->scored);
  pdl_expr_free (self->total);
  g_free (self);
}

static PdlScoreRule *
find_rule (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->scores->len; i++)
    {
      PdlScoreRule *rule = g_ptr_array_index (self->scores, i);

      if (g_str_equal (rule->score.id, id))
        return rule;
    }
  return NULL;
}

/* One of the words of @choices; a misspelt gate must not open. */
static gboolean
check_word (PdlIniGroup *group, const char *key, const char *const *choices, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  return text == NULL || g_strv_contains (choices, text) || pdl_ini_group_set_error (group, key, error, "“%s” is none of the words for it", text);
}

static gboolean
check_words (PdlIniGroup *group, GError **error)
{
  static const char *const scopes[] = { "level", "target", "patient", NULL };
  static const char *const kinds[] = { "sum", "rule", "entered", NULL };
  static const char *const gates[] = { "SHIP", "SHIP_WARN", "LOOKUP_ONLY", "BLOCKED", NULL };

  return check_word (group, "scope", scopes, error) && check_word (group, "kind", kinds, error) && check_word (group, "gate", gates, error);
}

static gboolean
declare_score (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  static const char *const others[] = { "help", "note", "short", "text", "applies-when", "scored-when", "total" };
  const char *scope = pdl_ini_group_get (group, "scope");
  const char *kind = pdl_ini_group_get (group, "kind");
  const char *entered = pdl_ini_group_get (group, "entered");
  g_auto (GStrv) items = pdl_ini_group_get_list (group, "items");
  PdlScoreRule *rule = g_new0 (PdlScoreRule, 1);
  PdlScore *score = &rule->score;

  rule->items = g_array_new (FALSE, TRUE, sizeof (PdlItemRule));
  g_array_set_clear_func (rule->items, item_clear);
  rule->band_rules = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_expr_free);
  rule->group = group;
  score->index = self->scores->len;
  g_ptr_array_add (self->scores, rule);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    pdl_ini_group_get (group, others[i]);
  score->id = pdl_knowledge_keep (self, pdl_ini_group_get_name (group));
  score->label = pdl_knowledge_keep (self, pdl_ini_group_get (group, "label"));
  score->gate = pdl_knowledge_keep (self, pdl_ini_group_get (group, "gate"));
  score->warning = pdl_knowledge_keep (self, pdl_ini_group_get (group, "warning"));
  score->unit = pdl_knowledge_keep (self, pdl_ini_group_get (group, "unit"));
  score->scope = g_strcmp0 (scope, "level") == 0 ? PDL_SCOPE_LEVEL : g_strcmp0 (scope, "target") == 0 ? PDL_SCOPE_TARGET : PDL_SCOPE_PATIENT;
  rule->kind = g_strcmp0 (kind, "rule") == 0 ? PDL_SCORE_RULE : g_strcmp0 (kind, "entered") == 0 ? PDL_SCORE_ENTERED : PDL_SCORE_SUM;
  if (score->label == NULL || score->gate == NULL || scope == NULL || kind == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "a score needs label, scope, kind and gate");
  if (!check_words (group, error))
    return FALSE;
  if (entered != NULL && (rule->entered = pdl_dictionary_lookup (self->dictionary, entered)) == NULL)
    return pdl_ini_group_set_error (group, "entered", error, "the dictionary has no finding “%s”", entered);
  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    {
      PdlItemRule item = { 0 };

      item.item.id = pdl_knowledge_keep (self, items[i]);
      item.item.finding = pdl_dictionary_lookup (self->dictionary, items[i]);
      item.item.label = item.item.finding != NULL ? item.item.finding->label : item.item.id;
      item.points = g_array_new (FALSE, TRUE, sizeof (PdlPoint));
      g_array_append_val (rule->items, item);
    }
  return TRUE;
}

/* "..1", "2..3", "4..", "<70", ">=70", "5" */
static gboolean
read_range (const char *text, PdlPoint *point)
{
  const char *dots = strstr (text, "..");
  char *end;

  point->low = -INFINITY;
  point->high = INFINITY;
  if (dots != NULL)
    {
      if (dots > text)
        {
          /* Read apart from the dots: "10." would be a number too. */
          g_autofree char *low = g_strndup (text, dots - text);

          point->low = g_ascii_strtod (low, &end);
          if (*end != '\0')
            return FALSE;
        }
      if (dots[2] != '\0')
        {
          point->high = g_ascii_strtod (dots + 2, &end);
          return *end == '\0' && point->low <= point->high;
        }
      return TRUE;
    }
  if (*text == '<' || *text == '>')
    {
      gboolean equal = text[1] == '=';
      double bound = g_ascii_strtod (text + 1 + equal, &end);

      if (end == text + 1 + equal || *end != '\0')
        return FALSE;
      if (*text == '<')
        {
          point->high = bound;
          point->high_open = !equal;
        }
      else
        {
          point->low = bound;
          point->low_open = !equal;
        }
      return TRUE;
    }
  point->low = point->high = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

static gboolean
read_points (PdlKnowledge *self, PdlIniGroup *group, PdlItemRule *item, GError **error)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      const char *key = pass == 0 ? "points" : "ranges";
      g_auto (GStrv) parts = pdl_ini_group_get_list (group, key);

      for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
        {
          char *colon = strrchr (parts[i], ':');
          PdlPoint point = { 0 };
          char *end;

          if (colon == NULL)
            return pdl_ini_group_set_error (group, key, error, "“class:points” is needed, not “%s”", parts[i]);
          *colon = '\0';
          g_strstrip (parts[i]);
          point.points = g_ascii_strtod (colon + 1, &end);
          if (end == colon + 1 || *end != '\0')
            return pdl_ini_group_set_error (group, key, error, "“%s” is not a number of points", colon + 1);
          if (pass == 1)
            {
              if (!read_range (parts[i], &point))
                return pdl_ini_group_set_error (group, key, error, "“%s” is not a range", parts[i]);
            }
          else
            {
              for (guint k = 0; k < item->points->len; k++)
                if (g_strcmp0 (g_array_index (item->points, PdlPoint, k).key, parts[i]) == 0)
                  return pdl_ini_group_set_error (group, key, error, "“%s” is given twice", parts[i]);
              point.key = pdl_knowledge_keep (self, parts[i]);
              if (item->item.finding != NULL && item->item.finding->n_codes > 0
                  && pdl_finding_lookup_code (item->item.finding, parts[i], NULL) == NULL)
                return pdl_ini_group_set_error (group, key, error, "“%s” is not a value of %s", parts[i], item->item.finding->id);
            }
          g_array_append_val (item->points, point);
        }
    }
  return TRUE;
}

static gboolean
compile_optional (PdlKnowledge *self, PdlIniGroup *group, const char *key, PdlExprFlags flags, PdlExpr **ret_expr, GError **error)
{
  if (pdl_ini_group_get (group, key) == NULL)
    return TRUE;
  *ret_expr = pdl_expr_compile (self, group, key, flags, NULL, error);
  return *ret_expr != NULL;
}

static gboolean
compile_condition (PdlKnowledge *self, PdlIniGroup *group, const char *key, PdlExpr **ret_expr, GError **error)
{
  if (!compile_optional (self, group, key, PDL_EXPR_QUERIES, ret_expr, error))
    return FALSE;
  return *ret_expr == NULL || pdl_expr_is_condition (*ret_expr) || pdl_ini_group_set_error (group, key, error, "a condition is needed here");
}

/* A value without points would read as missing. */
static gboolean
check_every_value (PdlIniGroup *group, const PdlItemRule *item, GError **error)
{
  const PdlFinding *finding = item->value == NULL && item->low == NULL ? item->item.finding : NULL;
  const PdlPoint *points = (const PdlPoint *) (gpointer) item->points->data;

  for (guint i = 0; finding != NULL && finding->type == PDL_TYPE_ENUM && i < finding->n_codes; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < item->points->len && !found; k++)
        found = g_strcmp0 (points[k].key, finding->codes[i].code) == 0;
      if (!found)
        return pdl_ini_group_set_error (group, "points", error, "“%s” has no points", finding->codes[i].code);
    }
  return TRUE;
}

static gboolean
read_item (PdlKnowledge *self, PdlIniGroup *group, PdlScoreRule *rule, const char *name, gboolean declare, GError **error)
{
  PdlItemRule *item = NULL;

  for (guint i = 0; i < rule->items->len; i++)
    if (g_str_equal (g_array_index (rule->items, PdlItemRule, i).item.id, name))
      item = &g_array_index (rule->items, PdlItemRule, i);
  if (item == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "the score does not list this item");
  if (declare)
    {
      const char *label = pdl_ini_group_get (group, "label");

      if (label != NULL)
        item->item.label = pdl_knowledge_keep (self, label);
      return read_points (self, group, item, error);
    }
  pdl_ini_group_get (group, "note");
  pdl_ini_group_get (group, "help");
  pdl_ini_group_get (group, "text");
  pdl_ini_group_get (group, "source");
  pdl_ini_group_get (group, "tag");
  if (!compile_optional (self, group, "value", PDL_EXPR_QUERIES, &item->value, error)
      || !compile_optional (self, group, "low", PDL_EXPR_QUERIES, &item->low, error)
      || !compile_optional (self, group, "high", PDL_EXPR_QUERIES, &item->high, error))
    return FALSE;
  if (item->value == NULL && item->low == NULL && item->item.finding == NULL)
    return pdl_ini_group_set_error (group, "value", error, "an item that is no finding needs a value");
  if (item->points->len == 0)
    return pdl_ini_group_set_error (group, "points", error, "an item needs points or ranges");
  item->item.min = INFINITY;
  item->item.max = -INFINITY;
  for (guint i = 0; i < item->points->len; i++)
    {
      double points = g_array_index (item->points, PdlPoint, i).points;

      item->item.min = MIN (item->item.min, points);
      item->item.max = MAX (item->item.max, points);
    }
  return check_every_value (group, item, error) && pdl_ini_group_check_all_read (group, error);
}

static int
compare_bands (gconstpointer a, gconstpointer b)
{
  const PdlBand *one = a, *two = b;

  return (one->min > two->min) - (one->min < two->min);
}

/* The bands of a sum cover its scale once: no total in two, none in no band. */
static gboolean
check_bands (PdlIniGroup *group, const PdlScore *score, GError **error)
{
  g_autofree PdlBand *bands = g_memdup2 (score->bands, score->n_bands * sizeof (PdlBand));

  for (guint i = 0; i < score->n_bands; i++)
    if (isnan (bands[i].min))
      return TRUE;
  qsort (bands, score->n_bands, sizeof (PdlBand), compare_bands);
  for (guint i = 1; i < score->n_bands; i++)
    if (bands[i].min <= bands[i - 1].max || bands[i].min - bands[i - 1].max > 1)
      return pdl_ini_group_set_error (group, NULL, error, "the bands %s and %s overlap or leave a gap", bands[i - 1].id, bands[i].id);
  if (score->n_bands > 0 && (bands[0].min > score->min || bands[score->n_bands - 1].max < score->max))
    return pdl_ini_group_set_error (group, NULL, error, "the bands do not reach from %g to %g", score->min, score->max);
  return TRUE;
}

static gboolean
read_bands (PdlKnowledge *self, PdlIniGroup *group, PdlScoreRule *rule, gboolean declare, GError **error)
{
  guint n = pdl_ini_group_get_n_keys (group);
  PdlBand *bands;

  if (declare)
    {
      bands = pdl_knowledge_own (self, g_new0 (PdlBand, MAX (n, 1)));
      for (guint i = 0; i < n; i++)
        {
          bands[i].id = pdl_knowledge_keep (self, pdl_ini_group_get_key (group, i));
          bands[i].label = bands[i].id;
          bands[i].min = bands[i].max = NAN;
        }
      rule->score.bands = bands;
      rule->score.n_bands = n;
      return TRUE;
    }
  bands = (PdlBand *) rule->score.bands;
  for (guint i = 0; i < n; i++)
    {
      const char *key = bands[i].id;
      const char *text = pdl_ini_group_get (group, key);
      PdlPoint range = { 0 };

      if (read_range (text, &range))
        {
          bands[i].min = range.low;
          bands[i].max = range.high;
          g_ptr_array_add (rule->band_rules, NULL);
        }
      else
        {
          PdlExpr *expr = pdl_expr_compile (self, group, key, PDL_EXPR_QUERIES, NULL, error);

          if (expr == NULL)
            return FALSE;
          g_ptr_array_add (rule->band_rules, expr);
          if (!pdl_expr_is_condition (expr))
            return pdl_ini_group_set_error (group, key, error, "a band is a range of points or a condition");
        }
    }
  return rule->kind != PDL_SCORE_SUM || check_bands (group, &rule->score, error);
}

static gboolean
read_band_words (PdlKnowledge *self, PdlIniGroup *group, PdlScoreRule *rule, const char *name, GError **error)
{
  PdlBand *bands = (PdlBand *) rule->score.bands;

  pdl_ini_group_get (group, "source");
  pdl_ini_group_get (group, "tag");
  pdl_ini_group_get (group, "note");
  for (guint i = 0; i < rule->score.n_bands; i++)
    if (g_str_equal (bands[i].id, name))
      {
        const char *label = pdl_ini_group_get (group, "label");

        if (label != NULL)
          bands[i].label = pdl_knowledge_keep (self, label);
        bands[i].text = pdl_knowledge_keep (self, pdl_ini_group_get (group, "text"));
        return pdl_ini_group_check_all_read (group, error);
      }
  return pdl_ini_group_set_error (group, NULL, error, "the score has no band “%s”", name);
}

/* Scale and items of the public structure, once every item is known. */
static gboolean
finish_score (PdlKnowledge *self, PdlIniGroup *group, PdlScoreRule *rule, GError **error)
{
  PdlScore *score = &rule->score;
  PdlScoreItem *items = pdl_knowledge_own (self, g_new0 (PdlScoreItem, rule->items->len + 1));
  const char *ceiling = pdl_ini_group_get (group, "ceiling");

  if (!pdl_knowledge_read_basis (self, group, &score->basis, error)
      || !compile_condition (self, group, "applies-when", &rule->applies, error)
      || !compile_condition (self, group, "scored-when", &rule->scored, error)
      || !compile_optional (self, group, "total", PDL_EXPR_QUERIES, &rule->total, error))
    return FALSE;
  for (guint i = 0; i < rule->items->len; i++)
    {
      const PdlItemRule *item = &g_array_index (rule->items, PdlItemRule, i);

      items[i] = item->item;
      if (rule->kind == PDL_SCORE_SUM)
        {
          if (item->points->len == 0)
            return pdl_ini_group_set_error (group, "items", error, "there is no group [score %s/%s]", score->id, item->item.id);
          items[i].min = INFINITY;
          items[i].max = -INFINITY;
          for (guint p = 0; p < item->points->len; p++)
            {
              items[i].min = MIN (items[i].min, g_array_index (item->points, PdlPoint, p).points);
              items[i].max = MAX (items[i].max, g_array_index (item->points, PdlPoint, p).points);
            }
          score->min += items[i].min;
          score->max += items[i].max;
        }
    }
  score->items = items;
  score->n_items = rule->items->len;
  if (ceiling != NULL)
    {
      char *end;
      double most = g_ascii_strtod (ceiling, &end);

      if (end == ceiling || *end != '\0' || rule->kind != PDL_SCORE_SUM || most <= score->min || most > score->max)
        return pdl_ini_group_set_error (group, "ceiling", error, "a number between %g and %g is needed, for a score of points", score->min, score->max);
      score->max = most;
    }
  return pdl_ini_group_check_all_read (group, error);
}

gboolean
pdl_knowledge_read_score (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *name = pdl_ini_group_get_name (group);
  const char *slash = strchr (name, '/');
  g_autofree char *id = slash != NULL ? g_strndup (name, slash - name) : g_strdup (name);
  PdlScoreRule *rule = find_rule (self, id);

  if (slash == NULL)
    return declare ? declare_score (self, group, error) : finish_score (self, group, rule, error);
  if (rule == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "the group [score %s] stands before its parts", id);
  if (g_str_equal (slash, "/bands"))
    return read_bands (self, group, rule, declare, error);
  if (g_str_has_prefix (slash, "/band "))
    return declare ? read_band_words (self, group, rule, slash + strlen ("/band "), error) : TRUE;
  return read_item (self, group, rule, slash + 1, declare, error);
}
