/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"

#include <string.h>

static const char dictionary_text[] =
  "[section one]\nlabel = One\n"
  "[finding person]\nscope = identity\nsection = one\nlabel = Person\ntype = text\n"
  "[finding flag]\nscope = patient\nsection = one\nlabel = Flag\ntype = bool\n"
  "[finding grade]\nscope = level\nsection = one\nlabel = Grade\ntype = enum\nvalues = 0; 1a; very_bad\nordered = true\naggregate = worst\n"
  "[value grade/1a]\nlabel = One A\nkey = a\n"
  "[finding parts]\nscope = level\nsection = one\nlabel = Parts\ntype = set\nvalues = vb; ped_l; ped_r\n"
  "[finding age]\nscope = patient\nsection = one\nlabel = Age\ntype = int\nunit = years\nmin = 18\nmax = 120\n"
  "[finding scale]\nscope = patient\nsection = one\nlabel = Scale\ntype = int\nmin = 0\nmax = 100\nstep = 10\n"
  "[finding creatinine]\nscope = patient\nsection = one\nlabel = Creatinine\ntype = number\nunit = umol/L\nunits = mg/dL:88.42; g/L:1/0.5\nmin = 10\nmax = 2000\n"
  "[finding weight]\nscope = patient\nsection = one\nlabel = Weight\ntype = number\nunit = kg\nmin = 0\nmin-exclusive = true\n"
  "[finding ceiling]\nscope = patient\nsection = one\nlabel = Ceiling\ntype = number\nmax = 5\n"
  "[finding seen]\nscope = patient\nsection = one\nlabel = Seen\ntype = date\n"
  "[finding seen_at]\nscope = patient\nsection = one\nlabel = Seen at\ntype = datetime\n"
  "[finding remark]\nscope = patient\nsection = one\nlabel = Remark\ntype = text\n"
  "[finding fused]\nscope = patient\nsection = one\nlabel = Fused\ntype = levels\n"
  "[finding worked_out]\nscope = patient\nsection = one\nlabel = Worked out\ntype = bool\nkind = derived\n"
  "[finding overridable]\nscope = target\nsection = one\nlabel = Overridable\ntype = bool\nkind = overridable\n"
  "[finding proposed]\nscope = plan\nsection = one\nlabel = Proposed\ntype = bool\ndefault = false\n"
  "[record course]\ngroup = treatments\nlabel = Course\n"
  "[record scan]\ngroup = imaging\nlabel = Scan\n"
  "[field treatments/status]\nlabel = Status\ntype = enum\nvalues = planned; done; cancelled\n"
  "[field treatments/start]\nlabel = Start\ntype = date\n"
  "[field treatments/end]\nlabel = End\ntype = date\n"
  "[field treatments/levels]\nlabel = Levels\ntype = levels\n"
  "[field course/dose]\nlabel = Dose\ntype = number\nunit = Gy\nmin = 0\nmax = 100\n"
  "[field course/steps]\nlabel = Steps\ntype = list\n"
  "[field imaging/date]\nlabel = Date\ntype = date\n";

PdlIni *
fixture_ini (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return pdl_ini_new ("test.ini", bytes, error);
}

PdlDictionary *
fixture_dictionary (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlIni) ini = fixture_ini (dictionary_text, &error);
  PdlDictionary *dictionary;

  g_assert_no_error (error);
  dictionary = pdl_dictionary_new (ini, &error);
  g_assert_no_error (error);
  return dictionary;
}
