/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-reasoning.h"

/* A question, in the hands of its thread. */
typedef struct
{
  gatomicrefcount refs;
  PdlReasons *reasons;    /* (nullable) made by the first one */
  PdlEvaluation *evaluation;
  int target;
  gboolean whole;
  gint cancelled;
} Job;

struct _PdlReasoning
{
  GObject parent_instance;

  PdlReasons *reasons;    /* (owned) (nullable) */
  PdlKnowledge *knowledge;/* (unowned) they were made of */
  PdlReasoned *reasoned;  /* (owned) (nullable) */
  Job *job;               /* (owned) (nullable) the one that counts */
};

enum { READY, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlReasoning, pdl_reasoning, G_TYPE_OBJECT)

static void
job_unref (gpointer data)
{
  Job *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->reasons, pdl_reasons_unref);
  pdl_evaluation_unref (self->evaluation);
  g_free (self);
}

static void
reasoned_free (gpointer data)
{
  PdlReasoned *self = data;

  g_clear_pointer (&self->what_if, pdl_what_if_free);
  g_clear_pointer (&self->asking, pdl_worth_asking_free);
  pdl_evaluation_unref (self->evaluation);
  g_free (self->error);
  g_free (self);
}

/* ---- in the thread -------------------------------------------------------------------------------------------------- */

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  PdlReasoned *reasoned = g_new0 (PdlReasoned, 1);
  g_autoptr (GError) error = NULL;

  reasoned->evaluation = pdl_evaluation_ref (job->evaluation);
  reasoned->target = job->target;
  reasoned->whole = job->whole;
  if (job->reasons == NULL)
    job->reasons = pdl_reasons_new (job->evaluation->knowledge, &error);
  if (job->reasons == NULL)
    {
      reasoned->error = g_strdup (error->message);
      reasoned->whole = TRUE;
    }
  else if (g_atomic_int_get (&job->cancelled) == 0)
    {
      reasoned->what_if = pdl_what_if_new (job->reasons, job->evaluation, job->target);
      reasoned->asking = pdl_worth_asking_new (job->reasons, job->evaluation, job->target);
      if (job->whole && reasoned->what_if != NULL)
        pdl_what_if_find_pairs (reasoned->what_if, &job->cancelled);
      if (job->whole && reasoned->asking != NULL)
        pdl_worth_asking_find_later (reasoned->asking, &job->cancelled);
    }
  g_task_return_pointer (task, reasoned, reasoned_free);
}

/* ---- in the main thread --------------------------------------------------------------------------------------------- */

static void start (PdlReasoning *self, PdlEvaluation *evaluation, int target, gboolean whole);

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PdlReasoning *self = PDL_REASONING (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  PdlReasoned *reasoned = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->reasons == NULL && job->reasons != NULL)
    {
      self->reasons = pdl_reasons_ref (job->reasons);
      self->knowledge = job->evaluation->knowledge;
    }
  if (job != self->job)
    {
      reasoned_free (reasoned);
      return;
    }
  g_clear_pointer (&self->job, job_unref);
  g_clear_pointer (&self->reasoned, reasoned_free);
  self->reasoned = reasoned;
  if (!reasoned->whole)
    start (self, reasoned->evaluation, reasoned->target, TRUE);
  g_signal_emit (self, signals[READY], 0);
}

static void
stop (PdlReasoning *self)
{
  if (self->job != NULL)
    g_atomic_int_set (&self->job->cancelled, 1);
  g_clear_pointer (&self->job, job_unref);
}

static void
start (PdlReasoning *self, PdlEvaluation *evaluation, int target, gboolean whole)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done_cb, NULL);
  Job *job = g_new0 (Job, 1);

  stop (self);
  g_atomic_ref_count_init (&job->refs);
  g_atomic_ref_count_inc (&job->refs); /* one for the task */
  if (self->knowledge == evaluation->knowledge && self->reasons != NULL)
    job->reasons = pdl_reasons_ref (self->reasons);
  job->evaluation = pdl_evaluation_ref (evaluation);
  job->target = target;
  job->whole = whole;
  self->job = job;
  g_task_set_task_data (task, job, job_unref);
  g_task_run_in_thread (task, work);
}

const PdlReasoned *
pdl_reasoning_get (PdlReasoning *self, PdlEvaluation *evaluation, int target)
{
  if (self->reasoned != NULL && self->reasoned->evaluation == evaluation && self->reasoned->target == target)
    return self->reasoned;
  if (self->job == NULL || self->job->evaluation != evaluation || self->job->target != target)
    start (self, evaluation, target, FALSE);
  return NULL;
}

/* Nobody is left to tell. */
static void
session_gone (gpointer data)
{
  stop (data);
  g_object_unref (data);
}

PdlReasoning *
pdl_reasoning_of (PdlSession *session)
{
  PdlReasoning *self = g_object_get_data (G_OBJECT (session), "pdl-reasoning");

  if (self == NULL)
    {
      self = g_object_new (PDL_TYPE_REASONING, NULL);
      g_object_set_data_full (G_OBJECT (session), "pdl-reasoning", self, session_gone);
    }
  return self;
}

static void
pdl_reasoning_dispose (GObject *object)
{
  PdlReasoning *self = PDL_REASONING (object);

  stop (self);
  g_clear_pointer (&self->reasoned, reasoned_free);
  g_clear_pointer (&self->reasons, pdl_reasons_unref);
  G_OBJECT_CLASS (pdl_reasoning_parent_class)->dispose (object);
}

static void
pdl_reasoning_class_init (PdlReasoningClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_reasoning_dispose;
  signals[READY] = g_signal_new ("ready", PDL_TYPE_REASONING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pdl_reasoning_init (PdlReasoning *self)
{
}
