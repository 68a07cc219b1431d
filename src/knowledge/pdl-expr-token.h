/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-expr-parse.h"

/* Text of an expression → tokens, one at a time. Inner to the parser. */

typedef enum
{
  PDL_TOKEN_END, PDL_TOKEN_NAME, PDL_TOKEN_NUMBER, PDL_TOKEN_CODE, PDL_TOKEN_SYMBOL,
} PdlTokenType;

/* The token in hand. */
typedef struct
{
  PdlParse *parse;   /* (unowned) */
  const char *at;    /* behind it */
  PdlTokenType type;
  char *text;        /* (owned) name, code or symbol */
  double number;
  guint start, end;  /* columns, from 0 */
  guint depth;       /* of the parser */
} PdlTokens;

/* On to the next one. */
gboolean pdl_tokens_next (PdlTokens *self, GError **error);
/* Whether the token is this name or symbol. */
gboolean pdl_tokens_is (PdlTokens *self, const char *word);
/* Passes over it, or says that it is needed. */
gboolean pdl_tokens_expect (PdlTokens *self, const char *word, GError **error);
/* Sets an error at a column; always FALSE. @format: with one %s for @what, or none. */
gboolean pdl_tokens_fail (PdlTokens *self, guint column, GError **error, const char *format, const char *what);
