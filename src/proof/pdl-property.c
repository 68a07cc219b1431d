/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-property.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const kinds[] = { "decided", "reached", "settled", "never", "within", "ordered", "cautious", NULL };
static const char *const places[] = { "listed", "first", "ready", NULL };

const char *
pdl_property_kind_name (PdlPropertyKind kind)
{
  return kinds[kind];
}

static void
exception_free (gpointer data)
{
  PdlException *self = data;

  g_clear_pointer (&self->when, pdl_expr_free);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

static void
property_free (gpointer data)
{
  PdlProperty *self = data;

  g_clear_pointer (&self->when, pdl_expr_free);
  g_ptr_array_unref (self->findings);
  g_array_unref (self->values);
  g_ptr_array_unref (self->exceptions);
  g_free (self);
}

static const char *
need (PdlIniGroup *group, const char *key, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  if (text == NULL || *text == '\0')
    {
      pdl_ini_group_set_error (group, key, error, _("this key is needed"));
      return NULL;
    }
  return text;
}

static gboolean
read_word (PdlIniGroup *group, const char *key, const char *const *words, guint *ret_place, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  for (*ret_place = 0; words[*ret_place] != NULL; (*ret_place)++)
    if (g_strcmp0 (words[*ret_place], text) == 0)
      return TRUE;
  return pdl_ini_group_set_error (group, key, error, _("“%s” is none of the words that may stand here"), text != NULL ? text : "");
}

static gboolean
read_when (PdlKnowledge *knowledge, PdlIniGroup *group, PdlExpr **ret_when, GError **error)
{
  if (pdl_ini_group_get (group, "when") == NULL)
    return TRUE;
  *ret_when = pdl_expr_compile (knowledge, group, "when", 0, NULL, error);
  return *ret_when != NULL;
}

/* "inputs": those of the decision list. */
static gboolean
read_findings (PdlKnowledge *knowledge, PdlIniGroup *group, GPtrArray *findings, GError **error)
{
  g_auto (GStrv) ids = pdl_ini_group_get_list (group, "findings");

  if (ids != NULL && g_strv_length (ids) == 1 && strcmp (ids[0], "inputs") == 0)
    {
      for (guint i = 0; i < pdl_knowledge_get_n_inputs (knowledge); i++)
        g_ptr_array_add (findings, (gpointer) pdl_knowledge_get_input (knowledge, i)->finding);
      return TRUE;
    }

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), ids[i]);

      if (finding == NULL || findings->len == 64)
        return pdl_ini_group_set_error (group, "findings", error, _("there is no finding “%s”"), ids[i]);
      g_ptr_array_add (findings, (gpointer) finding);
    }
  return TRUE;
}

/* ---- properties ---------------------------------------------------------------------------------------------------- */

static gboolean
read_options (PdlKnowledge *knowledge, PdlIniGroup *group, PdlProperty *self, GError **error)
{
  g_autoptr (GPtrArray) options = NULL;
  g_auto (GStrv) uses = pdl_ini_group_get_list (group, "uses");
  guint place = PDL_PLACE_LISTED;

  if (!pdl_knowledge_read_options (knowledge, group, "options", &options, error)
      || (pdl_ini_group_get (group, "place") != NULL && !read_word (group, "place", places, &place, error)))
    return FALSE;
  self->place = (PdlPropertyPlace) place;
  for (guint i = 0; options != NULL && i < options->len; i++)
    self->options |= (guint64) 1 << ((const PdlOption *) g_ptr_array_index (options, i))->index;
  for (guint i = 0; uses != NULL && uses[i] != NULL; i++)
    {
      guint32 bit;

      if (!pdl_knowledge_lookup_use (knowledge, uses[i], &bit))
        return pdl_ini_group_set_error (group, "uses", error, _("no option uses “%s”"), uses[i]);
      for (guint o = 0; o < pdl_knowledge_get_n_options (knowledge); o++)
        if ((pdl_knowledge_get_option (knowledge, o)->uses & bit) != 0)
          self->options |= (guint64) 1 << o;
    }
  if (self->options == 0)
    return pdl_ini_group_set_error (group, "options", error, _("no option is named"));
  return self->when != NULL || pdl_ini_group_set_error (group, "when", error, _("this key is needed"));
}

static gboolean
read_within (PdlIniGroup *group, PdlProperty *self, GError **error)
{
  const char *text = need (group, "within-h", error);
  gint64 hours;

  if (text == NULL)
    return FALSE;
  if (!g_ascii_string_to_signed (text, 10, 0, 100000, &hours, NULL))
    return pdl_ini_group_set_error (group, "within-h", error, _("“%s” is not a number of hours"), text);
  self->within_h = (int) hours;
  return self->when != NULL || pdl_ini_group_set_error (group, "when", error, _("this key is needed"));
}

static gboolean
read_values (PdlIniGroup *group, PdlProperty *self, GError **error)
{
  g_auto (GStrv) codes = pdl_ini_group_get_list (group, "values");
  const PdlFinding *finding;

  if (self->findings->len != 1)
    return pdl_ini_group_set_error (group, "findings", error, _("one finding is needed"));
  finding = g_ptr_array_index (self->findings, 0);
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      guint position;

      if (finding->type != PDL_TYPE_ENUM || pdl_finding_lookup_code (finding, codes[i], &position) == NULL)
        return pdl_ini_group_set_error (group, "values", error, _("“%s” is not a value of %s"), codes[i], finding->id);
      g_array_append_val (self->values, position);
    }
  return self->values->len >= 2 || pdl_ini_group_set_error (group, "values", error, _("at least two values are needed"));
}

static gboolean
read_property (PdlKnowledge *knowledge, PdlIniGroup *group, PdlProperty *self, GError **error)
{
  guint kind;

  self->id = pdl_ini_group_get_name (group);
  self->label = need (group, "label", error);
  if (self->label == NULL || !read_word (group, "kind", kinds, &kind, error) || !pdl_knowledge_read_basis (knowledge, group, &self->basis, error)
      || !read_when (knowledge, group, &self->when, error) || !read_findings (knowledge, group, self->findings, error))
    return FALSE;
  self->kind = (PdlPropertyKind) kind;
  pdl_ini_group_get (group, "note");
  if (self->kind == PDL_PROPERTY_CAUTIOUS)
    self->others = g_strcmp0 (pdl_ini_group_get (group, "others"), "true") == 0;
  if ((self->kind == PDL_PROPERTY_NEVER && !read_options (knowledge, group, self, error))
      || (self->kind == PDL_PROPERTY_WITHIN && !read_within (group, self, error))
      || (self->kind == PDL_PROPERTY_ORDERED && !read_values (group, self, error)))
    return FALSE;
  if (self->basis.n_sources == 0)
    return pdl_ini_group_set_error (group, "source", error, _("this key is needed"));
  return pdl_ini_group_check_all_read (group, error);
}

/* ---- exceptions ---------------------------------------------------------------------------------------------------- */

static gboolean
read_exception_of (PdlKnowledge *knowledge, PdlIniGroup *group, PdlException *self, GError **error)
{
  g_auto (GStrv) rows = pdl_ini_group_get_list (group, "rows");
  g_autoptr (GPtrArray) options = NULL;

  self->id = pdl_ini_group_get_name (group);
  self->reason = need (group, "reason", error);
  if (self->reason == NULL || !pdl_knowledge_read_basis (knowledge, group, &self->basis, error)
      || !read_when (knowledge, group, &self->when, error) || !read_findings (knowledge, group, self->findings, error)
      || !pdl_knowledge_read_options (knowledge, group, "options", &options, error))
    return FALSE;
  for (guint i = 0; options != NULL && i < options->len; i++)
    self->options |= (guint64) 1 << ((const PdlOption *) g_ptr_array_index (options, i))->index;
  for (guint i = 0; rows != NULL && rows[i] != NULL; i++)
    {
      const PdlRow *row = pdl_knowledge_lookup_row (knowledge, rows[i]);

      if (row == NULL)
        return pdl_ini_group_set_error (group, "rows", error, _("there is no row “%s”, or it stands here twice"), rows[i]);
      self->rows |= (guint64) 1 << row->index;
    }
  if (self->basis.n_sources == 0)
    return pdl_ini_group_set_error (group, "source", error, _("this key is needed"));
  return pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_exception (PdlKnowledge *knowledge, PdlIniGroup *group, GPtrArray *properties, GError **error)
{
  const char *id = need (group, "property", error);

  if (id == NULL)
    return FALSE;
  for (guint i = 0; i < properties->len; i++)
    {
      PdlProperty *property = g_ptr_array_index (properties, i);
      PdlException *self;

      if (strcmp (property->id, id) != 0)
        continue;
      self = g_new0 (PdlException, 1);
      self->findings = g_ptr_array_new ();
      g_ptr_array_add (property->exceptions, self);
      return read_exception_of (knowledge, group, self, error);
    }
  return pdl_ini_group_set_error (group, "property", error, _("there is no property “%s” before it"), id);
}

GPtrArray *
pdl_properties_load (PdlKnowledge *knowledge, GError **error)
{
  g_autoptr (GPtrArray) properties = g_ptr_array_new_with_free_func (property_free);
  PdlIni *ini = pdl_knowledge_get_ini (knowledge, "properties.ini");

  if (ini == NULL)
    {
      g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, "knowledge.ini: [knowledge] files: %s",
                   _ ("properties.ini is missing; nothing is declared that could be proved"));
      return NULL;
    }
  for (guint g = 0; g < pdl_ini_get_n_groups (ini); g++)
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, g);
      PdlProperty *property;

      if (strcmp (pdl_ini_group_get_kind (group), "exception") == 0)
        {
          if (!read_exception (knowledge, group, properties, error))
            return NULL;
          continue;
        }
      if (strcmp (pdl_ini_group_get_kind (group), "property") != 0)
        {
          pdl_ini_group_set_error (group, NULL, error, _("properties.ini holds properties and exceptions only"));
          return NULL;
        }
      property = g_new0 (PdlProperty, 1);
      property->findings = g_ptr_array_new ();
      property->values = g_array_new (FALSE, FALSE, sizeof (guint));
      property->exceptions = g_ptr_array_new_with_free_func (exception_free);
      g_ptr_array_add (properties, property);
      if (!read_property (knowledge, group, property, error))
        return NULL;
    }
  return g_steal_pointer (&properties);
}
