/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-expr-token.h"

#include <math.h>
#include <string.h>

gboolean
pdl_tokens_fail (PdlTokens *self, guint column, GError **error, const char *format, const char *what)
{
  g_autofree char *message = g_strdup_printf (format, what);

  return pdl_parse_fail (self->parse, column, PDL_KNOWLEDGE_ERROR_SYNTAX, error, message);
}

gboolean
pdl_tokens_next (PdlTokens *self, GError **error)
{
  const char *from;

  g_clear_pointer (&self->text, g_free);
  while (g_ascii_isspace (*self->at))
    self->at++;
  from = self->at;
  self->start = (guint) (from - self->parse->text);
  if (*from == '\0')
    self->type = PDL_TOKEN_END;
  else if (g_ascii_isalpha (*from) || *from == '_')
    {
      /* A define may hold "-"; a minus between names needs blanks. */
      while (g_ascii_isalnum (*self->at) || *self->at == '_' || (*self->at == '-' && (g_ascii_isalnum (self->at[1]) || self->at[1] == '_')))
        self->at++;
      self->type = PDL_TOKEN_NAME;
    }
  else if (g_ascii_isdigit (*from))
    {
      char *end;

      self->number = g_ascii_strtod (from, &end);
      /* Not what strtod also takes for a number: 0x10, 1e999. */
      if (!isfinite (self->number) || from[1] == 'x' || from[1] == 'X')
        return pdl_tokens_fail (self, self->start, error, "this is not a number: “%.12s”", from);
      self->at = end;
      self->type = PDL_TOKEN_NUMBER;
    }
  else if (*from == '\'')
    {
      const char *close = strchr (from + 1, '\'');

      if (close == NULL)
        return pdl_tokens_fail (self, self->start, error, "the code is not closed%s", "");
      self->text = g_strndup (from + 1, close - from - 1);
      self->at = close + 1;
      self->type = PDL_TOKEN_CODE;
    }
  else
    {
      static const char *const symbols[] = { "!=", "<=", ">=", "=", "<", ">", "(", ")", "{", "}", ",", "+", "-", "*", "/", "." };
      gsize length = 0;

      for (guint i = 0; i < G_N_ELEMENTS (symbols) && length == 0; i++)
        if (g_str_has_prefix (from, symbols[i]))
          length = strlen (symbols[i]);
      if (length == 0)
        return pdl_tokens_fail (self, self->start, error, "this character has no meaning here: “%.12s”", from);
      self->at += length;
      self->type = PDL_TOKEN_SYMBOL;
    }
  if (self->text == NULL)
    self->text = g_strndup (from, self->at - from);
  self->end = (guint) (self->at - self->parse->text);
  return TRUE;
}

gboolean
pdl_tokens_is (PdlTokens *self, const char *word)
{
  return (self->type == PDL_TOKEN_NAME || self->type == PDL_TOKEN_SYMBOL) && strcmp (self->text, word) == 0;
}

gboolean
pdl_tokens_expect (PdlTokens *self, const char *word, GError **error)
{
  g_autofree char *message = NULL;

  if (pdl_tokens_is (self, word))
    return pdl_tokens_next (self, error);
  message = g_strdup_printf ("“%s” is needed here, not “%s”", word, self->type == PDL_TOKEN_END ? "the end" : self->text);
  return pdl_parse_fail (self->parse, self->start, PDL_KNOWLEDGE_ERROR_SYNTAX, error, message);
}
