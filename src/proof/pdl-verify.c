/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-proof-private.h"
#include "pdl-case-json.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PdlVerification *verification;
  GAsyncQueue *models; /* of PdlModel: those no thread has at the moment */
  GMutex mutex;
} Work;

typedef struct
{
  const PdlProperty *property;
  const PdlFinding *finding;
  guint place;         /* among the proofs */
} Question;

/* ---- asking --------------------------------------------------------------------------------------------------------- */

static void
answer (gpointer data, gpointer user_data)
{
  Work *work = user_data;
  Question *question = data;
  PdlModel *model = g_async_queue_try_pop (work->models);
  PdlProof *proof;

  if (model == NULL)
    model = pdl_model_new (work->verification->space);
  proof = pdl_proof_run (model, question->property, question->finding);
  g_mutex_lock (&work->mutex);
  work->verification->proofs->pdata[question->place] = proof;
  g_mutex_unlock (&work->mutex);
  g_async_queue_push (work->models, model);
  g_free (question);
}

static void
add_question (GPtrArray *questions, const PdlProperty *property, const PdlFinding *finding)
{
  Question *question = g_new0 (Question, 1);

  question->property = property;
  question->finding = finding;
  question->place = questions->len;
  g_ptr_array_add (questions, question);
}

static void
ask_all (Work *work)
{
  PdlVerification *self = work->verification;
  g_autoptr (GPtrArray) questions = g_ptr_array_new ();
  GThreadPool *pool;

  for (guint i = 0; i < self->properties->len; i++)
    {
      const PdlProperty *property = g_ptr_array_index (self->properties, i);
      gboolean by_finding = property->kind == PDL_PROPERTY_ORDERED || property->kind == PDL_PROPERTY_CAUTIOUS;

      if (!by_finding)
        add_question (questions, property, NULL);
      for (guint k = 0; by_finding && k < property->findings->len; k++)
        add_question (questions, property, g_ptr_array_index (property->findings, k));
      for (guint k = pdl_knowledge_get_n_inputs (self->knowledge); property->others && k < pdl_space_get_n_axes (self->space); k++)
        add_question (questions, property, pdl_space_get_axis (self->space, k)->finding);
    }
  g_ptr_array_set_size (self->proofs, (int) questions->len);
  pool = g_thread_pool_new (answer, work, (int) self->threads, FALSE, NULL);
  for (guint i = 0; i < questions->len; i++)
    g_thread_pool_push (pool, g_ptr_array_index (questions, i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}

/* ---- beside the evaluation ------------------------------------------------------------------------------------------ */

typedef struct
{
  PdlModel *model;
  PdlVerification *verification;
  GMutex mutex;
} Comparing;

typedef struct
{
  char *json;
  guint classes[];
} Sample;

static void
compare (gpointer data, gpointer user_data)
{
  Comparing *comparing = user_data;
  Sample *sample = data;
  PdlKnowledge *knowledge = comparing->verification->knowledge;
  g_autoptr (PdlCase) kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), sample->json, -1, NULL, NULL);
  g_autoptr (PdlEvaluation) evaluation = kase != NULL ? pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE) : NULL;
  g_autofree char *differs = evaluation != NULL ? pdl_model_compare (comparing->model, sample->classes, evaluation)
                                                : g_strdup (_ ("the case file was refused"));

  g_mutex_lock (&comparing->mutex);
  comparing->verification->compared++;
  if (differs != NULL)
    {
      if (comparing->verification->differing++ == 0)
        comparing->verification->difference = g_strdup_printf ("%s\n%s", differs, sample->json);
    }
  g_mutex_unlock (&comparing->mutex);
  g_free (sample->json);
  g_free (sample);
}

static void
push_sample (GThreadPool *pool, PdlSpace *space, const guint *classes)
{
  guint n = pdl_space_get_n_axes (space);
  gboolean exact;
  g_autofree char *json = pdl_space_make_case (space, classes, NULL, FALSE, &exact);
  Sample *sample;

  if (!exact)
    return;
  sample = g_malloc (sizeof (Sample) + n * sizeof (guint));
  sample->json = g_steal_pointer (&json);
  for (guint i = 0; i < n; i++)
    sample->classes[i] = classes[i];
  g_thread_pool_push (pool, sample, NULL);
}

static void
push_if_found (GThreadPool *pool, PdlModel *model, PdlDiagram diagram, int value, guint *classes)
{
  if (pdl_diagram_find (model->diagrams, diagram, value, classes))
    push_sample (pool, model->space, classes);
}

/* One patient for each row, each option in each place, each limit and state; then @n at random. */
static void
compare_all (PdlVerification *self, PdlModel *model, guint n)
{
  Comparing comparing = { model, self };
  GThreadPool *pool;
  g_autofree guint *classes = g_new (guint, pdl_space_get_n_axes (self->space) + 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (2026);
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (PdlDiagram));

  g_mutex_init (&comparing.mutex);
  /* The diagrams grow before the threads read them, never meanwhile. */
  for (guint o = 0; o < pdl_knowledge_get_n_options (self->knowledge); o++)
    {
      PdlDiagram first = pdl_diagram_is (model->diagrams, model->first, (int) o);

      g_array_append_val (firsts, first);
    }
  pool = g_thread_pool_new (compare, &comparing, (int) self->threads, FALSE, NULL);
  for (guint o = 0; o < pdl_knowledge_get_n_options (self->knowledge); o++)
    for (int value = PDL_LEAF_FALSE; value <= PDL_LEAF_TRUE; value++)
      {
        push_if_found (pool, model, model->listed[o], value, classes);
        push_if_found (pool, model, model->waiting[o], value, classes);
        push_if_found (pool, model, g_array_index (firsts, PdlDiagram, o), value, classes);
      }
  for (guint r = 0; r < pdl_knowledge_get_n_rows (self->knowledge); r++)
    {
      push_if_found (pool, model, model->row_before, (int) r, classes);
      push_if_found (pool, model, model->row, (int) r, classes);
      push_if_found (pool, model, model->row_also, (int) r, classes);
    }
  for (guint l = 0; l < model->limits->len; l++)
    push_if_found (pool, model, model->limit, (int) l, classes);
  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < pdl_space_get_n_axes (self->space); k++)
        classes[k] = (guint) g_rand_int_range (random, 0, (gint32) pdl_space_get_axis (self->space, k)->n_classes);
      push_sample (pool, self->space, classes);
    }
  g_thread_pool_free (pool, FALSE, TRUE);
  g_mutex_clear (&comparing.mutex);
}

/* ---- the whole ------------------------------------------------------------------------------------------------------ */

static gboolean
add_conditions (PdlVerification *self, GError **error)
{
  g_autofree char *reason = NULL;

  for (guint i = 0; i < self->properties->len; i++)
    {
      const PdlProperty *property = g_ptr_array_index (self->properties, i);
      gboolean good = pdl_space_add (self->space, property->when, &reason);

      for (guint k = 0; k < property->exceptions->len && good; k++)
        good = pdl_space_add (self->space, ((const PdlException *) g_ptr_array_index (property->exceptions, k))->when, &reason);
      if (!good)
        {
          g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_TYPE, _ ("%s: “%s” cannot be told class by class: %s"),
                       property->basis.file, property->id, reason);
          return FALSE;
        }
    }
  return TRUE;
}

PdlVerification *
pdl_verify (PdlKnowledge *knowledge, guint n_compared, guint n_threads, GError **error)
{
  g_autoptr (PdlVerification) self = g_new0 (PdlVerification, 1);
  Work work = { self };
  PdlModel *model;

  self->knowledge = pdl_knowledge_ref (knowledge);
  self->proofs = g_ptr_array_new ();
  self->threads = n_threads > 0 ? n_threads : g_get_num_processors ();
  self->properties = pdl_properties_load (knowledge, error);
  if (self->properties == NULL)
    return NULL;
  self->space = pdl_model_make_space (knowledge, &self->left_out, error);
  if (self->space == NULL || !add_conditions (self, error))
    return NULL;
  pdl_space_close (self->space);
  self->list = self->states = 1;
  for (guint i = 0; i < pdl_space_get_n_axes (self->space); i++)
    {
      self->states *= pdl_space_get_axis (self->space, i)->n_classes;
      if (i < pdl_knowledge_get_n_inputs (knowledge))
        self->list *= pdl_space_get_axis (self->space, i)->n_classes;
    }

  work.models = g_async_queue_new_full ((GDestroyNotify) pdl_model_free);
  g_mutex_init (&work.mutex);
  model = pdl_model_new (self->space);
  self->nodes = pdl_diagrams_get_size (model->diagrams);
  compare_all (self, model, n_compared);
  g_async_queue_push (work.models, model);
  ask_all (&work);
  g_async_queue_unref (work.models);
  g_mutex_clear (&work.mutex);
  return g_steal_pointer (&self);
}

void
pdl_verification_free (PdlVerification *self)
{
  for (guint i = 0; i < self->proofs->len; i++)
    if (g_ptr_array_index (self->proofs, i) != NULL)
      pdl_proof_free (g_ptr_array_index (self->proofs, i));
  g_ptr_array_unref (self->proofs);
  g_clear_pointer (&self->space, pdl_space_free);
  g_clear_pointer (&self->properties, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_free (self->difference);
  pdl_knowledge_unref (self->knowledge);
  g_free (self);
}

gboolean
pdl_verification_holds (const PdlVerification *self)
{
  for (guint i = 0; i < self->proofs->len; i++)
    if (((const PdlProof *) g_ptr_array_index (self->proofs, i))->broken > 0)
      return FALSE;
  for (guint i = 0; i < self->properties->len; i++)
    {
      const PdlProperty *property = g_ptr_array_index (self->properties, i);

      for (guint k = 0; k < property->exceptions->len; k++)
        if (pdl_verification_count_excepted (self, g_ptr_array_index (property->exceptions, k)) == 0)
          return FALSE;
    }
  return self->differing == 0;
}

PdlCount
pdl_verification_count_excepted (const PdlVerification *self, const PdlException *exception)
{
  PdlCount states = 0;

  for (guint i = 0; i < self->proofs->len; i++)
    {
      const PdlProof *proof = g_ptr_array_index (self->proofs, i);

      for (guint k = 0; k < proof->excepted->len; k++)
        if (g_array_index (proof->excepted, PdlExcepted, k).exception == exception)
          states += g_array_index (proof->excepted, PdlExcepted, k).states;
    }
  return states;
}
