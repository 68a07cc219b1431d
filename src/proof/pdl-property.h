/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluate-private.h"

/*
 * What is to hold of the decision for every patient, as declared in properties.ini (data/knowledge/LANGUAGE.md), and the
 * exceptions its author knows of, each with its reason.
 */

typedef enum
{
  PDL_PROPERTY_DECIDED,  /* every patient has a row; a row that treats names an option; two options are listed at least */
  PDL_PROPERTY_REACHED,  /* every row has a patient */
  PDL_PROPERTY_SETTLED,  /* a determined row stays whatever the unknown inputs turn out to be */
  PDL_PROPERTY_NEVER,    /* some options never stand there while a condition is true */
  PDL_PROPERTY_WITHIN,   /* the limit is never longer while a condition is true */
  PDL_PROPERTY_ORDERED,  /* from one value of a finding to the next the limit never grows */
  PDL_PROPERTY_CAUTIOUS, /* a finding that is not known never gives a longer limit than its most urgent value */
} PdlPropertyKind;

typedef enum
{
  PDL_PLACE_LISTED, /* anywhere in the list */
  PDL_PLACE_FIRST,  /* as the first-listed option */
  PDL_PLACE_READY,  /* in the list, no part of it waiting */
} PdlPropertyPlace;

typedef struct
{
  const char *id, *reason;
  PdlExpr *when;        /* (nullable) */
  guint64 options;      /* NEVER: of these only, by index; 0: of all */
  guint64 rows;         /* where the decision ends at one of these; 0: at any */
  GPtrArray *findings;  /* ORDERED, CAUTIOUS: of PdlFinding const, asked for these only; empty: for all */
  PdlBasis basis;
} PdlException;

typedef struct
{
  const char *id, *label;
  PdlPropertyKind kind;
  PdlPropertyPlace place;
  PdlExpr *when;        /* (nullable) */
  guint64 options;      /* by index */
  int within_h;         /* WITHIN */
  GPtrArray *findings;  /* ORDERED, CAUTIOUS: of PdlFinding const */
  gboolean others;      /* CAUTIOUS: all that the decision reads but the inputs of the list */
  GArray *values;       /* ORDERED: of guint, codes in order */
  GPtrArray *exceptions; /* of PdlException */
  PdlBasis basis;
} PdlProperty;

/* Reads properties.ini of the set; errors name file, line, group, key and column. (transfer full) of PdlProperty. */
GPtrArray *pdl_properties_load (PdlKnowledge *knowledge, GError **error);
const char *pdl_property_kind_name (PdlPropertyKind kind);
