/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-anatomy.h"

/* Shared by the axial layout and painter. Inner to this layer. */

struct _PdlAxialLayout
{
  PdlAnatomy *anatomy;      /* not owned */
  const PdlAxial *drawing;
  PdlLevel level;
  PdlPlace place;
  double width, height;
  double text;              /* size of numbers and sides */
};
