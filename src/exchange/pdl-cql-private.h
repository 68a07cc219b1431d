/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-cql.h"
#include "pdl-syntax.h"

/*
 * The parts of the CQL writer. A definition is written when something first names it, so that the file reads
 * from the ground up; each is evaluated once for a case. What exists once a target or level is a list with an
 * element for each.
 */

typedef enum
{
  PDL_CQL_PATIENT,
  PDL_CQL_TARGET, /* in a query over "Target places" */
  PDL_CQL_LEVEL,  /* in a query over places of "Levels" */
  PDL_CQL_RAW,    /* one recorded level, before targets are formed */
} PdlCqlPlace;

typedef struct
{
  PdlCqlPlace place;
  const char *index; /* alias of the target or level */
  const char *item;  /* (nullable) alias of the record in hand */
  const char *row;   /* (nullable) alias of the row of its list in hand */
} PdlCqlScope;

/* A definition that says the value of a finding, for the index of the export. */
typedef struct
{
  const PdlFinding *finding;
  PdlCqlPlace place;
} PdlCqlFact;

typedef struct
{
  PdlKnowledge *knowledge;
  PdlDictionary *dictionary;
  GString *text;    /* finished definitions */
  GHashTable *made; /* names of definitions */
  GStringChunk *arena;
  GArray *facts;    /* of PdlCqlFact */
  GHashTable *cuts; /* finding id → GArray of double: the numbers it is compared with */
  guint n_aliases;
  GError *error; /* the first thing that cannot be said */
} PdlCql;

/* All texts belong to the writer. */
const char *pdl_cql_say (PdlCql *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
const char *pdl_cql_alias (PdlCql *self, const char *stem);
const char *pdl_cql_quote (PdlCql *self, const char *code); /* 'code' */
const char *pdl_cql_number (PdlCql *self, double number);   /* a Decimal literal */
void pdl_cql_refuse (PdlCql *self, const char *what, const char *name);
/* TRUE the first time: the caller writes the definition. */
gboolean pdl_cql_claim (PdlCql *self, const char *name);
/* `define "NAME": body` with the comment (nullable) above it. */
void pdl_cql_define (PdlCql *self, const char *name, const char *comment, const char *body);
/* The same for @body in a scope: one value, or the list over targets or levels. @index: the alias @body was
 * written with. */
void pdl_cql_define_at (
    PdlCql *self, const char *name, const char *comment, const PdlCqlScope *scope, const char *body);
void pdl_cql_function (PdlCql *self, const char *signature, const char *body);
/* A fresh scope of its own alias. */
PdlCqlScope pdl_cql_scope (PdlCql *self, PdlCqlPlace place);
/* " at target", " at level", "" */
const char *pdl_cql_suffix (PdlCqlPlace place);
const char *pdl_cql_basis (PdlCql *self, const PdlBasis *basis, const char *rule);
/* `"name at target"[T]`, `"name"` … of a definition that exists for the place of @scope. */
const char *pdl_cql_ref (PdlCql *self, const char *name, const PdlCqlScope *scope);
/* The alias of the target seen from @scope. */
const char *pdl_cql_target_index (PdlCql *self, const PdlCqlScope *scope);

/* pdl-cql-expr.c */
const char *pdl_cql_type_of_finding (const PdlFinding *finding);
const char *pdl_cql_expr (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope);
const char *pdl_cql_expr_type (const PdlNode *node);
const char *pdl_cql_rank (PdlCql *self,
                          const PdlFinding *finding,
                          const char *value); /* place of a code among its codes */

/* pdl-cql-query.c */
const char *pdl_cql_query (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope);
const char *pdl_cql_field (PdlCql *self, const PdlNode *node, const PdlCqlScope *scope);

/* pdl-cql-facts.c */
const char *pdl_cql_fact (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope);
const char *
pdl_cql_entered (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope, gboolean value);
/* Known: a level finding was given once for the whole target. */
const char *pdl_cql_spoken_for (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope);

/* pdl-cql-score.c */
const char *
pdl_cql_score_part (PdlCql *self, const PdlScore *score, const char *part, const PdlCqlScope *scope);
void pdl_cql_scores (PdlCql *self);

/* pdl-cql-frame.c */
void pdl_cql_parameters (PdlCql *self);
void pdl_cql_targets (PdlCql *self);
void pdl_cql_courses (PdlCql *self, PdlCqlPlace place);

/* pdl-cql-index.c: pedicle.json. (transfer full) */
char *pdl_cql_index (PdlCql *self);
