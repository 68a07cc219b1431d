/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The synthetic cases, read from the resources of the program. What the start page says of one comes from its evaluation. */
#include "pdl-samples.h"

#include <glib/gi18n-lib.h>

#include "pdl-app-resources.h"
#include "pdl-case-json.h"

#define SAMPLES_PATH "/org/pedicle/Pedicle/samples"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Ids in order; NULL-terminated. (transfer full) */
static char **
list_samples (void)
{
  char **names;

  /* Named here so that the linker keeps the resource: nothing else in this library calls it. */
  g_resources_register (pdl_app_get_resource ());
  names = g_resources_enumerate_children (SAMPLES_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (names == NULL)
    return g_new0 (char *, 1);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

/* (transfer full) NULL with an error when the built-in text cannot be read. */
static PdlCase *
read_sample (PdlDictionary *dictionary, const char *id, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", SAMPLES_PATH, id);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  return pdl_case_from_json (dictionary, text, (gssize) length, NULL, error);
}

gboolean
pdl_samples_open (PdlSession *session, const char *id, GError **error)
{
  g_autoptr (PdlCase) kase = read_sample (pdl_knowledge_get_dictionary (pdl_session_get_knowledge (session)), id, error);

  return kase != NULL && pdl_session_take_case (session, kase, TRUE, error);
}

void
pdl_samples_open_all (PdlSession *session)
{
  g_auto (GStrv) ids = list_samples ();
  guint n = g_strv_length (ids);

  for (guint i = n; i > 0; i--)
    {
      g_autoptr (GError) error = NULL;

      if (!pdl_samples_open (session, ids[i - 1], &error))
        g_warning ("Sample %s cannot be opened: %s", ids[i - 1], error->message);
    }
}

typedef struct
{
  GWeakRef window;
  char **ids;
  guint next;
} Offer;

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_weak_ref_clear (&offer->window);
  g_strfreev (offer->ids);
  g_free (offer);
}

static void
offer_one (PdlMainWindow *window, const char *id)
{
  PdlKnowledge *knowledge = pdl_session_get_knowledge (pdl_main_window_get_session (window));
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) kase = read_sample (dictionary, id, &error);
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autoptr (PdlPlan) plan = NULL;
  g_autoptr (PdlCaseSummary) summary = NULL;
  g_autofree char *facts = NULL;
  const PdlFinding *site = pdl_dictionary_lookup (dictionary, "primary_site");
  const PdlCode *code;
  const PdlRow *row;

  if (kase == NULL)
    {
      g_warning ("Sample %s cannot be read: %s", id, error->message);
      return;
    }
  evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  plan = pdl_plan_new (evaluation, kase);
  summary = pdl_session_summarise (knowledge, kase, evaluation, plan);
  code = summary->primary != NULL && site != NULL ? pdl_finding_lookup_code (site, summary->primary, NULL) : NULL;
  facts = g_strdup_printf ("%s%s%s", code != NULL ? pdl_dictionary_translate (code->label) : "",
                           code != NULL && summary->levels != NULL && *summary->levels != '\0' ? ", " : "",
                           summary->levels != NULL ? summary->levels : "");
  row = summary->headline != NULL ? pdl_knowledge_lookup_row (knowledge, summary->headline) : NULL;
  pdl_main_window_add_sample (window, id, summary->name != NULL ? summary->name : id, facts,
                              row != NULL ? pdl_dictionary_translate (row->action->label) : NULL);
}

static gboolean
offer_cb (gpointer user_data)
{
  Offer *offer = user_data;
  g_autoptr (PdlMainWindow) window = g_weak_ref_get (&offer->window);

  if (window == NULL || offer->ids[offer->next] == NULL)
    return G_SOURCE_REMOVE;
  offer_one (window, offer->ids[offer->next++]);
  return G_SOURCE_CONTINUE;
}

void
pdl_samples_offer (PdlMainWindow *window)
{
  Offer *offer = g_new0 (Offer, 1);

  g_weak_ref_init (&offer->window, window);
  offer->ids = list_samples ();
  g_idle_add_full (G_PRIORITY_LOW, offer_cb, offer, offer_free);
}
