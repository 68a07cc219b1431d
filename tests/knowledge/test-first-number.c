/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The first number that a process reads makes GLib's C locale, and errno is whatever that leaves behind: GLib's own reader then takes
 * a good number for a bad one. Here it always leaves something, as waiting for another thread did once in many starts of the window.
 */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <locale.h>

#include "pdl-knowledge.h"

static gboolean made;

locale_t
newlocale (int mask, const char *name, locale_t base)
{
  locale_t (*real) (int, const char *, locale_t) = (locale_t (*) (int, const char *, locale_t)) dlsym (RTLD_NEXT, "newlocale");
  locale_t locale = real (mask, name, base);

  made = TRUE;
  errno = EAGAIN;
  return locale;
}

static PdlKnowledge *first;
static GError *first_error;

static void
test_loads (void)
{
  g_assert_true (made);
  g_assert_no_error (first_error);
  g_assert_nonnull (first);
}

int
main (int argc, char **argv)
{
  int result;

  first = pdl_knowledge_load (NULL, &first_error); /* before anything here reads a number */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/first-number/loads", test_loads);
  result = g_test_run ();
  g_clear_pointer (&first, pdl_knowledge_unref);
  g_clear_error (&first_error);
  return result;
}
