/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Rules by the codes that make them false.
 */

#include "pdl-sieve.h"

#include "pdl-program-private.h"

#include <math.h>
#include <string.h>

/* With fewer rules to strike it takes longer to look at a finding than to run them. */
#define FEWEST_RULES 2

/* So few are run unsifted: it takes longer to look at all findings. */
#define FEWEST_LEFT 24

typedef struct
{
  const PdlFinding *finding;
  guint n_rules;   /* with a part that reads it */
  guint64 *left;   /* by code, unknown last: n_words words each */
} Mesh;

struct _PdlSieve
{
  guint n_words;
  guint64 *all;    /* the rules of this sieve */
  GArray *meshes;  /* of Mesh */
};

/* ---- making it ---------------------------------------------------------------------------------------------------- */

static guint
n_positions (const PdlFinding *finding)
{
  return finding->type == PDL_TYPE_BOOL ? 2 : finding->n_codes;
}

static Mesh *
find_mesh (PdlSieve *self, const PdlFinding *finding)
{
  Mesh mesh = { finding, 0, NULL };

  for (guint i = 0; i < self->meshes->len; i++)
    if (g_array_index (self->meshes, Mesh, i).finding == finding)
      return &g_array_index (self->meshes, Mesh, i);
  mesh.left = g_new (guint64, (n_positions (finding) + 1) * self->n_words);
  memset (mesh.left, 0xff, (n_positions (finding) + 1) * self->n_words * sizeof (guint64));
  g_array_append_val (self->meshes, mesh);
  return &g_array_index (self->meshes, Mesh, self->meshes->len - 1);
}

/* Parts that are one look-up of the codes of one finding; of others nothing is known. */
static void
add_part (PdlSieve *self, PdlKnowledge *knowledge, const PdlNode *node, guint rule)
{
  PdlProgram *program;

  if (node->type == PDL_NODE_DEFINE)
    add_part (self, knowledge, node->define->root, rule);
  else if (node->type == PDL_NODE_AND)
    for (guint i = 0; i < node->children->len; i++)
      add_part (self, knowledge, g_ptr_array_index (node->children, i), rule);
  else if ((program = pdl_program_new (node, knowledge)) != NULL)
    {
      const PdlIns *look = program->code;

      if (look[0].code == PDL_INS_CODES && look[1].code == PDL_INS_END)
        {
          Mesh *mesh = find_mesh (self, pdl_dictionary_get (knowledge->dictionary, look->a));
          guint n = n_positions (mesh->finding);

          mesh->n_rules++;
          for (guint i = 0; i <= n; i++)
            if (i < n ? (look->mask >> i & 1) == 0 : look->b == 0)
              mesh->left[i * self->n_words + rule / 64] &= ~((guint64) 1 << (rule % 64));
        }
      pdl_program_free (program);
    }
}

static void
add_rule (PdlSieve *self, PdlKnowledge *knowledge, const PdlExpr *when, guint rule)
{
  self->all[rule / 64] |= (guint64) 1 << (rule % 64);
  add_part (self, knowledge, when->root, rule);
}

static void
mesh_clear (gpointer data)
{
  g_free (((Mesh *) data)->left);
}

static void
add_statements (PdlSieve *self, PdlKnowledge *knowledge, gboolean per_target)
{
  for (guint i = 0; i < knowledge->statements->len; i++)
    {
      const PdlStatementRule *rule = g_ptr_array_index (knowledge->statements, i);

      if (rule->statement.per_target == per_target)
        add_rule (self, knowledge, rule->when, i);
    }
  for (guint i = 0; i < knowledge->alerts->len; i++)
    {
      const PdlAlertRule *rule = g_ptr_array_index (knowledge->alerts, i);

      if (rule->alert.per_target == per_target)
        add_rule (self, knowledge, rule->when, pdl_sieve_alerts (knowledge) * 64 + i);
    }
}

/* Those before the list change what the others read: they are always run. */
static void
add_modifiers (PdlSieve *self, PdlKnowledge *knowledge)
{
  for (guint i = 0; i < knowledge->modifiers->len; i++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (knowledge->modifiers, i);

      if (!rule->before)
        add_rule (self, knowledge, rule->when, i);
    }
}

PdlSieve *
pdl_sieve_new (PdlKnowledge *knowledge, PdlSieveKind kind)
{
  PdlSieve *self = g_new0 (PdlSieve, 1);

  self->n_words = kind == PDL_SIEVE_MODIFIERS ? 1 : pdl_sieve_n_words (knowledge);
  self->all = g_new0 (guint64, self->n_words);
  self->meshes = g_array_new (FALSE, FALSE, sizeof (Mesh));
  g_array_set_clear_func (self->meshes, mesh_clear);
  if (kind == PDL_SIEVE_MODIFIERS)
    add_modifiers (self, knowledge);
  else
    add_statements (self, knowledge, kind == PDL_SIEVE_TARGET);
  for (guint i = self->meshes->len; i > 0; i--)
    if (g_array_index (self->meshes, Mesh, i - 1).n_rules < FEWEST_RULES)
      g_array_remove_index (self->meshes, i - 1);
  return self;
}

void
pdl_sieve_free (PdlSieve *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->meshes);
  g_free (self->all);
  g_free (self);
}

/* ---- using it ----------------------------------------------------------------------------------------------------- */

void
pdl_sieve_run (const PdlSieve *self, PdlFacts *facts, int target, const guint64 *wanted, guint64 *ret_left)
{
  guint n = 0;

  for (guint word = 0; word < self->n_words; word++)
    {
      ret_left[word] = wanted != NULL ? self->all[word] & wanted[word] : self->all[word];
      n += (guint) __builtin_popcountll (ret_left[word]);
    }
  if (n < FEWEST_LEFT || facts->walks)
    return;
  for (guint i = 0; i < self->meshes->len; i++)
    {
      const Mesh *mesh = &g_array_index (self->meshes, Mesh, i);
      double value = pdl_facts_get (facts, mesh->finding, target, PDL_LEVEL_NONE);
      const guint64 *left = mesh->left + (isnan (value) ? n_positions (mesh->finding) : (guint) value) * self->n_words;

      for (guint word = 0; word < self->n_words; word++)
        ret_left[word] &= left[word];
    }
}
