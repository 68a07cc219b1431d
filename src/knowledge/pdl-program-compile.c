/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Writing the program of a checked tree. Every node leaves its value in a register; what stands behind it in the registers is
 * free. A condition that reads the codes of one finding only, however it is put together, becomes one look-up: it is run for
 * every code and for unknown while it is written.
 */

#include "pdl-program-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  PdlKnowledge *knowledge;
  PdlProgram *program;
  GArray *code;       /* of PdlIns */
  gboolean too_large;
  double *values;     /* slots for folding, made when needed */
  guint8 *states;
} Compiler;

static void compile (Compiler *self, const PdlNode *node, guint to);

static PdlNode *
child (const PdlNode *node, guint index)
{
  return g_ptr_array_index (node->children, index);
}

/* Valid until the next one is written. */
static PdlIns *
write_ins (Compiler *self, PdlInsCode code, guint to, guint a, guint b)
{
  PdlIns ins = { (guint8) code, 0, (guint16) to, (guint16) a, (guint16) b, { 0 } };

  self->too_large = self->too_large || to >= PDL_MAX_REGISTERS || self->code->len > 30000;
  g_array_append_val (self->code, ins);
  return &g_array_index (self->code, PdlIns, self->code->len - 1);
}

static void
land (Compiler *self, guint from)
{
  g_array_index (self->code, PdlIns, from).jump = self->code->len;
}

/* ---- leaves ------------------------------------------------------------------------------------------------------ */

static PdlIns *
write_slot (Compiler *self, PdlInsCode code, guint to, const PdlFinding *finding, guint b)
{
  PdlIns *ins = write_ins (self, code, to, finding->index, b);

  ins->place = finding->scope == PDL_SCOPE_LEVEL ? 2 : finding->scope > PDL_SCOPE_LEVEL ? 1 : 0;
  return ins;
}

static void
write_node (Compiler *self, PdlInsCode code, const PdlNode *node, guint to)
{
  write_ins (self, code, to, 0, 0)->node = node;
}

static void
write_number (Compiler *self, PdlInsCode code, guint to, guint a, double number)
{
  write_ins (self, code, to, a, 0)->number = number;
}

static void
compile_field (Compiler *self, const PdlNode *node, guint to)
{
  if (node->series != NULL)
    write_node (self, PDL_INS_RESULT, node, to);
  else if (node->finding != NULL)
    write_node (self, PDL_INS_FIELD, node, to);
  else
    write_ins (self, *node->text == 'k' ? PDL_INS_KIND : *node->text == 's' ? PDL_INS_STARTED : PDL_INS_AT_TARGET, to, 0, 0);
}

static void
compile_special (Compiler *self, const PdlNode *node, guint to)
{
  if (node->op == PDL_SPECIAL_NOW)
    write_ins (self, PDL_INS_NOW, to, 0, 0);
  else if (node->op == PDL_SPECIAL_A)
    write_ins (self, PDL_INS_VISIT, to, 0, 0);
  else if (node->op == PDL_SPECIAL_LEVEL)
    write_ins (self, PDL_INS_LEVEL, to, 0, 0);
  else
    write_node (self, PDL_INS_NODE, node, to);
}

/* ---- sides of a comparison ---------------------------------------------------------------------------------------- */

/* A level-named code as its place in the spine. */
static void
compile_as_level (Compiler *self, const PdlNode *node, guint to)
{
  double *cells;

  compile (self, node, to);
  if (!node->is_level || node->finding == NULL || node->finding->type != PDL_TYPE_ENUM)
    return;
  cells = g_new (double, MAX (node->finding->n_codes, 1));
  for (guint i = 0; i < node->finding->n_codes; i++)
    cells[i] = pdl_level_from_name (node->finding->codes[i].code);
  if (self->program->tables == NULL)
    self->program->tables = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->program->tables, cells);
  write_ins (self, PDL_INS_TABLE, to, to, 0)->cells = cells;
}

static void
compile_side (Compiler *self, const PdlNode *node, guint to, gboolean to_days)
{
  compile_as_level (self, node, to);
  if (to_days && node->minutes)
    write_ins (self, PDL_INS_DAY, to, to, 0);
}

/* A date and a date with time meet by their days. */
static gboolean
mixes_times (const PdlNode *node)
{
  for (guint i = 1; i < node->children->len; i++)
    if (child (node, i)->minutes != child (node, 0)->minutes)
      return TRUE;
  return FALSE;
}

static gboolean
is_known_number (const PdlNode *node)
{
  return node->type == PDL_NODE_LITERAL && !isnan (node->number) && !(node->is_level && node->finding != NULL);
}

static void
compile_compare (Compiler *self, const PdlNode *node, guint to)
{
  const PdlNode *left = child (node, 0), *right = child (node, 1);
  gboolean mixed = mixes_times (node);

  if (left->type == PDL_NODE_FINDING && is_known_number (right) && !mixed && !left->is_level)
    {
      write_slot (self, PDL_INS_SLOT_EQ + (PdlInsCode) (node->op - PDL_OP_EQ), to, left->finding, 0)->number = right->number;
      return;
    }
  compile_side (self, left, to, mixed);
  compile_side (self, right, to + 1, mixed);
  write_ins (self, PDL_INS_EQ + (PdlInsCode) (node->op - PDL_OP_EQ), to, to, to + 1);
}

static void
compile_in (Compiler *self, const PdlNode *node, guint to)
{
  const PdlNode *set = child (node, 1);

  compile_side (self, child (node, 0), to, FALSE);
  for (guint i = 0; i < set->children->len; i++)
    compile_side (self, child (set, i), to + 1 + i, FALSE);
  write_ins (self, PDL_INS_IN, to, to, set->children->len);
}

static void
compile_contains (Compiler *self, const PdlNode *node, guint to)
{
  const PdlNode *set = child (node, 0), *member = child (node, 1);

  if (set->type == PDL_NODE_FINDING && is_known_number (member))
    {
      write_slot (self, PDL_INS_HAS_CODE, to, set->finding, (guint) member->number);
      return;
    }
  compile (self, set, to);
  compile (self, member, to + 1);
  write_ins (self, PDL_INS_HAS_BIT, to, to, to + 1);
}

static void
compile_is_null (Compiler *self, const PdlNode *node, guint to)
{
  const PdlNode *part = child (node, 0);

  if (part->type == PDL_NODE_FINDING && (part->is_text || part->finding->type == PDL_TYPE_DATE))
    write_slot (self, PDL_INS_SLOT_ABSENT, to, part->finding, 0)->node = node;
  else if (part->type == PDL_NODE_FINDING)
    write_slot (self, PDL_INS_SLOT_NULL, to, part->finding, 0);
  else if (part->type == PDL_NODE_FIELD && part->finding != NULL && part->series == NULL)
    write_node (self, PDL_INS_FIELD_NULL, part, to);
  else
    {
      compile (self, part, to);
      write_ins (self, PDL_INS_NULL, to, to, 0);
    }
}

/* ---- operators --------------------------------------------------------------------------------------------------- */

static void
compile_all_of (Compiler *self, const PdlNode *node, guint to)
{
  gboolean is_and = node->type == PDL_NODE_AND;
  g_autoptr (GArray) jumps = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < node->children->len; i++)
    {
      guint at;

      compile (self, child (node, i), i == 0 ? to : to + 1);
      at = self->code->len;
      if (i == 0)
        write_ins (self, is_and ? PDL_INS_AND_FIRST : PDL_INS_OR_FIRST, to, 0, 0);
      else
        write_ins (self, is_and ? PDL_INS_AND : PDL_INS_OR, to, to + 1, 0);
      g_array_append_val (jumps, at);
    }
  for (guint i = 0; i < jumps->len; i++)
    land (self, g_array_index (jumps, guint, i));
}

static void
compile_if (Compiler *self, const PdlNode *node, guint to)
{
  guint unknown, otherwise, end;

  compile (self, child (node, 0), to);
  unknown = self->code->len;
  write_ins (self, PDL_INS_IF_UNKNOWN, to, to, 0);
  otherwise = self->code->len;
  write_ins (self, PDL_INS_IF_FALSE, to, to, 0);
  compile (self, child (node, 1), to);
  end = self->code->len;
  write_ins (self, PDL_INS_JUMP, to, 0, 0);
  land (self, otherwise);
  compile (self, child (node, 2), to);
  land (self, unknown);
  land (self, end);
}

static void
compile_days (Compiler *self, const PdlNode *node, guint to)
{
  compile (self, node, to);
  if (node->minutes)
    write_ins (self, PDL_INS_DAY, to, to, 0);
}

static void
compile_minutes (Compiler *self, const PdlNode *node, guint to)
{
  if (node->type == PDL_NODE_SPECIAL && node->op == PDL_SPECIAL_NOW)
    {
      write_ins (self, PDL_INS_NOW_MINUTE, to, 0, 0);
      return;
    }
  compile (self, node, to);
  if (!node->minutes)
    write_number (self, PDL_INS_SCALE, to, to, 1440);
}

static void
compile_coalesce (Compiler *self, const PdlNode *node, guint to)
{
  g_autoptr (GArray) jumps = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < node->children->len; i++)
    {
      guint at;

      if (node->is_level)
        compile_as_level (self, child (node, i), to);
      else
        compile (self, child (node, i), to);
      at = self->code->len;
      write_ins (self, PDL_INS_IF_KNOWN, to, to, 0);
      g_array_append_val (jumps, at);
    }
  for (guint i = 0; i < jumps->len; i++)
    land (self, g_array_index (jumps, guint, i));
}

static void
compile_call (Compiler *self, const PdlNode *node, guint to)
{
  switch ((PdlCall) node->op)
    {
    case PDL_CALL_MIN:
    case PDL_CALL_MAX:
      for (guint i = 0; i < node->children->len; i++)
        {
          compile (self, child (node, i), i == 0 ? to : to + 1);
          if (i > 0)
            write_ins (self, node->op == PDL_CALL_MIN ? PDL_INS_MIN : PDL_INS_MAX, to, to + 1, 0);
        }
      break;
    case PDL_CALL_COALESCE:
      compile_coalesce (self, node, to);
      break;
    case PDL_CALL_COUNT:
      compile (self, child (node, 0), to);
      write_ins (self, PDL_INS_COUNT_BITS, to, to, 0);
      break;
    case PDL_CALL_DAYS:
    case PDL_CALL_MONTHS:
      compile_days (self, child (node, 1), to);
      compile_days (self, child (node, 0), to + 1);
      write_ins (self, PDL_INS_SUB, to, to, to + 1);
      if (node->op == PDL_CALL_MONTHS)
        write_number (self, PDL_INS_PART, to, to, PDL_DAYS_PER_MONTH);
      break;
    case PDL_CALL_HOURS:
      compile_minutes (self, child (node, 1), to);
      compile_minutes (self, child (node, 0), to + 1);
      write_ins (self, PDL_INS_SUB, to, to, to + 1);
      write_number (self, PDL_INS_PART, to, to, 60);
      write_ins (self, PDL_INS_FLOOR, to, to, 0);
      break;
    case PDL_CALL_YEARS:
    case PDL_CALL_CALENDAR_MONTHS:
      compile_days (self, child (node, 0), to);
      compile_days (self, child (node, 1), to + 1);
      write_ins (self, PDL_INS_MONTHS, to, to, to + 1);
      if (node->op != PDL_CALL_YEARS)
        break;
      write_number (self, PDL_INS_PART, to, to, 12);
      write_ins (self, PDL_INS_FLOOR, to, to, 0);
      break;
    case PDL_CALL_ENTERED:
      if (child (node, 0)->finding->scope <= PDL_SCOPE_PATIENT)
        write_slot (self, PDL_INS_ENTERED, to, child (node, 0)->finding, 0);
      else
        write_node (self, PDL_INS_NODE, node, to);
      break;
    case PDL_CALL_IS_ENTERED:
    case PDL_CALL_WORST_LEVEL:
      write_node (self, PDL_INS_NODE, node, to);
      break;
    case PDL_CALL_FLOOR:
      compile (self, child (node, 0), to);
      write_ins (self, PDL_INS_FLOOR, to, to, 0);
      break;
    }
}

static void
query_free (gpointer data)
{
  PdlQueryProgram *query = data;

  pdl_program_free (query->where);
  g_free (query->kinds);
  g_free (query);
}

static void
compile_query (Compiler *self, const PdlNode *node, guint to)
{
  PdlQueryProgram *query = g_new0 (PdlQueryProgram, 1);

  query->node = node;
  if (self->program->queries == NULL)
    self->program->queries = g_ptr_array_new_with_free_func (query_free);
  g_ptr_array_add (self->program->queries, query);
  /* Rows of a list are read out of its text each time: left to the tree. */
  if (node->where != NULL && node->rows == NULL)
    {
      query->where = pdl_program_new (node->where, self->knowledge);
      self->too_large = self->too_large || query->where == NULL;
    }
  query->kinds = g_new0 (guint8, pdl_dictionary_get_n_kinds (self->knowledge->dictionary));
  for (guint i = 0; node->kinds != NULL && i < node->kinds->len; i++)
    query->kinds[((const PdlRecordKind *) g_ptr_array_index (node->kinds, i))->index] = TRUE;
  write_ins (self, PDL_INS_QUERY, to, 0, 0)->query = query;
}

static void
compile_parts (Compiler *self, PdlInsCode code, const PdlNode *node, guint to)
{
  for (guint i = 0; i < node->children->len; i++)
    compile (self, child (node, i), to + i);
  write_ins (self, code, to, to, node->children->len > 1 ? to + 1 : 0);
}

static void
compile_plain (Compiler *self, const PdlNode *node, guint to)
{
  switch (node->type)
    {
    case PDL_NODE_LITERAL: write_number (self, PDL_INS_CONST, to, 0, node->number); break;
    case PDL_NODE_FINDING: write_slot (self, PDL_INS_SLOT, to, node->finding, 0); break;
    case PDL_NODE_FIELD: compile_field (self, node, to); break;
    case PDL_NODE_DEFINE: compile (self, node->define->root, to); break;
    case PDL_NODE_SCORE: write_node (self, PDL_INS_SCORE, node, to); break;
    case PDL_NODE_USES: write_ins (self, PDL_INS_USES, to, 0, 0); break;
    case PDL_NODE_SPECIAL: compile_special (self, node, to); break;
    case PDL_NODE_NOT: compile_parts (self, PDL_INS_NOT, node, to); break;
    case PDL_NODE_AND:
    case PDL_NODE_OR: compile_all_of (self, node, to); break;
    case PDL_NODE_IMPLIES: compile_parts (self, PDL_INS_IMPLIES, node, to); break;
    case PDL_NODE_COMPARE: compile_compare (self, node, to); break;
    case PDL_NODE_BETWEEN:
      for (guint i = 0; i < 3; i++)
        compile_side (self, child (node, i), to + i, mixes_times (node));
      write_ins (self, PDL_INS_BETWEEN, to, to, 0);
      break;
    case PDL_NODE_IN: compile_in (self, node, to); break;
    case PDL_NODE_CONTAINS: compile_contains (self, node, to); break;
    case PDL_NODE_IS_NULL: compile_is_null (self, node, to); break;
    case PDL_NODE_IS_EMPTY: compile_parts (self, PDL_INS_ZERO, node, to); break;
    case PDL_NODE_ARITHMETIC: compile_parts (self, PDL_INS_ADD + (PdlInsCode) (node->op - PDL_OP_ADD), node, to); break;
    case PDL_NODE_NEGATE: compile_parts (self, PDL_INS_NEGATE, node, to); break;
    case PDL_NODE_IF: compile_if (self, node, to); break;
    case PDL_NODE_CALL: compile_call (self, node, to); break;
    case PDL_NODE_LOOKUP:
      compile (self, child (node, 0), to);
      write_ins (self, PDL_INS_TABLE, to, to, 0)->cells = node->cells;
      break;
    case PDL_NODE_QUERY: compile_query (self, node, to); break;
    case PDL_NODE_CODE:
    case PDL_NODE_CODES: write_number (self, PDL_INS_CONST, to, 0, NAN); break;
    }
}

static gboolean
is_jump (const PdlIns *ins)
{
  return ins->code >= PDL_INS_AND_FIRST && ins->code != PDL_INS_END;
}

/* ---- folding ----------------------------------------------------------------------------------------------------- */

/* The one finding whose codes everything from @from on reads; NULL when it reads anything else. */
static const PdlFinding *
find_only_read (Compiler *self, guint from)
{
  const PdlFinding *only = NULL;

  for (guint i = from; i < self->code->len; i++)
    {
      const PdlIns *ins = &g_array_index (self->code, PdlIns, i);
      const PdlFinding *finding;

      if (ins->code == PDL_INS_CONST || ins->code >= PDL_INS_NOT)
        continue;
      if (ins->code != PDL_INS_SLOT && ins->code != PDL_INS_CODES && (ins->code < PDL_INS_SLOT_EQ || ins->code > PDL_INS_SLOT_NULL))
        return NULL;
      finding = pdl_dictionary_get (self->knowledge->dictionary, ins->a);
      if (only != NULL && finding != only)
        return NULL;
      only = finding;
    }
  return only != NULL && (only->type == PDL_TYPE_BOOL || (only->type == PDL_TYPE_ENUM && only->n_codes < 64)) ? only : NULL;
}

/* What the code from @from on gives with the slot of @finding as it stands. */
static double
try_code (Compiler *self, guint from, guint to)
{
  g_autofree PdlIns *code = g_new (PdlIns, self->code->len - from + 2);
  guint n = self->code->len - from;
  PdlPlace place = { self->values, self->states };
  PdlContext context = { NULL, -1, PDL_LEVEL_NONE, 0, NULL, NULL, { &place, &place, &place } };
  PdlProgram program = { code, NULL, NULL };
  PdlIns copy = { PDL_INS_SCALE, 0, 0, (guint16) to, 0, { 1 } }, end = { PDL_INS_END, 0, 0, 0, 0, { 0 } };

  memcpy (code, &g_array_index (self->code, PdlIns, from), n * sizeof (PdlIns));
  for (guint i = 0; i < n; i++)
    if (is_jump (&code[i]))
      code[i].jump -= from;
  code[n] = copy;
  code[n + 1] = end;
  return pdl_program_run (&program, &context);
}

static void
fold (Compiler *self, guint from, guint to)
{
  const PdlFinding *finding = self->too_large ? NULL : find_only_read (self, from);
  guint n, unknown;
  guint64 mask = 0;
  double truth;

  if (finding == NULL)
    return;
  if (self->values == NULL)
    {
      self->values = g_new (double, pdl_dictionary_get_n_findings (self->knowledge->dictionary));
      self->states = g_new0 (guint8, pdl_dictionary_get_n_findings (self->knowledge->dictionary));
    }
  self->states[finding->index] = PDL_SLOT_DONE;
  n = finding->type == PDL_TYPE_BOOL ? 2 : finding->n_codes;
  for (guint i = 0; i < n; i++)
    {
      self->values[finding->index] = i;
      truth = try_code (self, from, to);
      if (truth != 0 && truth != 1)
        return;
      mask |= (guint64) truth << i;
    }
  self->values[finding->index] = NAN;
  truth = try_code (self, from, to);
  unknown = isnan (truth) ? 2 : truth != 0;
  g_array_set_size (self->code, from);
  write_slot (self, PDL_INS_CODES, to, finding, unknown)->mask = mask;
}

static void
compile (Compiler *self, const PdlNode *node, guint to)
{
  guint from = self->code->len;

  /* Behind the last register nothing is written any more; the program is thrown away. */
  if (to + 2 >= PDL_MAX_REGISTERS)
    self->too_large = TRUE;
  if (self->too_large)
    return;
  compile_plain (self, node, to);
  if (node->is_bool && !self->too_large && self->code->len > from)
    fold (self, from, to);
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */

/* A look-up and the step of `and` or `or` behind it become one instruction, unless something jumps between the two. */
static void
join (Compiler *self)
{
  PdlIns *code = (PdlIns *) (gpointer) self->code->data;
  guint n = self->code->len, kept = 0;
  g_autofree guint *place = g_new (guint, n + 1);
  g_autofree guint8 *landed = g_new0 (guint8, n + 1);

  /* The jump of a joined instruction has 14 bits. */
  if (n > 16000)
    return;
  for (guint i = 0; i < n; i++)
    if (is_jump (&code[i]))
      landed[code[i].jump] = TRUE;
  for (guint i = 0; i < n; i++)
    {
      gboolean step = i > 0 && !landed[i] && code[i].code >= PDL_INS_AND_FIRST && code[i].code <= PDL_INS_OR;

      place[i] = kept;
      if (step && kept > 0 && code[kept - 1].code == PDL_INS_CODES
          && code[kept - 1].to == (code[i].code == PDL_INS_AND || code[i].code == PDL_INS_OR ? code[i].a : code[i].to))
        {
          PdlIns *joined = &code[kept - 1];

          joined->code = (guint8) (code[i].code - PDL_INS_AND_FIRST + PDL_INS_AND_FIRST_CODES);
          joined->to = code[i].to;
          joined->b = (guint16) (joined->b | code[i].jump << 2);
          continue;
        }
      code[kept++] = code[i];
    }
  place[n] = kept;
  g_array_set_size (self->code, kept);
  for (guint i = 0; i < kept; i++)
    if (code[i].code >= PDL_INS_AND_FIRST_CODES && code[i].code <= PDL_INS_OR_CODES)
      code[i].b = (guint16) ((code[i].b & 3) | place[code[i].b >> 2] << 2);
    else if (is_jump (&code[i]))
      code[i].jump = place[code[i].jump];
}

PdlProgram *
pdl_program_new (const PdlNode *root, PdlKnowledge *knowledge)
{
  PdlProgram *self = g_new0 (PdlProgram, 1);
  Compiler compiler = { knowledge, self, g_array_new (FALSE, TRUE, sizeof (PdlIns)), FALSE, NULL, NULL };

  compile (&compiler, root, 0);
  write_ins (&compiler, PDL_INS_END, 0, 0, 0);
  if (!compiler.too_large)
    join (&compiler);
  self->code = (PdlIns *) (gpointer) g_array_free (compiler.code, FALSE);
  g_free (compiler.values);
  g_free (compiler.states);
  if (compiler.too_large)
    g_clear_pointer (&self, pdl_program_free);
  return self;
}

void
pdl_program_free (PdlProgram *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->queries, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_free (self->code);
  g_free (self);
}
