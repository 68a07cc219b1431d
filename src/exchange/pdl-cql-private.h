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
  PDL_CQL_INPUTS, /* a function of the inputs of the list */
} PdlCqlPlace;

typedef struct
{
  PdlCqlPlace place;
  const char *index; /* alias of the target or level; of a patient in a world, of the target it is told for */
  const char *item;  /* (nullable) alias of the record in hand */
  const char *row;   /* (nullable) alias of the row of its list in hand */
  const char *uses;  /* (nullable) what the option listed first uses */
  const char *result; /* (nullable) alias of the result in hand */
} PdlCqlScope;

typedef struct _PdlCqlWorld PdlCqlWorld;

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
  GPtrArray *worlds; /* (nullable) of PdlCqlWorld, see pdl-cql-world.c */
  guint world;       /* what is being written is read in; 0 = the record */
  GError *error;     /* the first thing that cannot be said */
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
/* `define "KIND ID"` of a condition. */
void pdl_cql_condition (PdlCql *self,
                        const char *kind,
                        const char *id,
                        const PdlExpr *when,
                        gboolean per_target,
                        const PdlBasis *basis);
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

/* pdl-cql-results.c */
/* The results of a finding as recorded, as a definition of tuples. */
const char *pdl_cql_results (PdlCql *self, const PdlFinding *finding);
/* A field of the result called @alias. */
const char *pdl_cql_result_field (PdlCql *self, const PdlNode *field, const char *alias);
/* Whether the result was taken so many hours before the newest, or less. */
const char *pdl_cql_result_within (PdlCql *self, const PdlNode *node, const char *alias);
/* `latest`, `earliest` of @rows: a list of { holds, id, low, high, value }. */
const char *pdl_cql_first_result (PdlCql *self, const char *type, gboolean latest, const char *rows);
/* A rule reads the results of @finding. */
gboolean pdl_cql_has_results (PdlCql *self, const PdlFinding *finding);
/* What was measured at the visits, for the parameters. */
gboolean pdl_cql_is_measured (const PdlFinding *finding);

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

/* pdl-cql-world.c */
/* What is written from now on reads the settings of @modifier too. */
void pdl_cql_begin_world (PdlCql *self, guint modifier);
/* The last world, up to the present one, whose setting touches the thing; 0 = as recorded. */
guint pdl_cql_world_of_finding (PdlCql *self, const PdlFinding *finding);
guint pdl_cql_world_of_score (PdlCql *self, const PdlScore *score);
guint pdl_cql_world_of_node (PdlCql *self, const PdlNode *node);
const char *pdl_cql_in_world (PdlCql *self, guint world, const char *name);
/* @place of a thing of @world as seen from a scope. */
PdlCqlScope pdl_cql_seen (PdlCql *self, PdlCqlPlace place, guint world, const PdlCqlScope *from);
/* The value of a finding the present world sets. NULL: it does not. */
const char *pdl_cql_set_fact (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope);

/* pdl-cql-decision.c: rows and modifiers */
void pdl_cql_decision (PdlCql *self);

/* pdl-cql-options.c */
/* Options, limits and arguments of a target, once the rows and the modifiers before the list are written. */
void pdl_cql_options (PdlCql *self);

/* pdl-cql-frame.c */
void pdl_cql_parameters (PdlCql *self);
void pdl_cql_targets (PdlCql *self);
void pdl_cql_courses (PdlCql *self, PdlCqlPlace place);

/* pdl-cql-index.c: pedicle.json. (transfer full) */
char *pdl_cql_index (PdlCql *self);
