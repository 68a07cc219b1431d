/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-level.h"

#include "pdl-draw.h"
#include "pdl-shape.h"

/*
 * The drawing data as the painters read it. Inner to this layer: everyone else asks a layout. Millimetres; in the lateral
 * view x grows to the back, in the front and axial views to the patient's left; y grows to the feet.
 */

typedef struct
{
  PdlShape body, posterior, pedicle, articular, lamina, spinous, dens, hit;
  PdlShape collapse[2];           /* losing less, and more, than half */
  double loss[2];                 /* mean loss of height those two shapes show, 0…1 */
  double loss_ant[2];             /* their loss at the front edge, percent */
  PdlPoint center, sup[2], inf[2];/* anterior, posterior corner */
  PdlPoint canal[2];              /* upper and lower end of the back wall */
  PdlPoint spinous_tip, label, axis_posterior, axis_caudal;
  double sac_ant, sac_post, cord_ant, cord_post; /* mm behind the back wall; NaN where absent */
} PdlLateral;

typedef struct
{
  PdlShape body, dens, spinous, hit;
  PdlShape pedicle[2], transverse[2], pillar[2], mass[2], foramen[2]; /* patient's left, right */
  PdlPoint center, sup[2], inf[2], pedicle_center[2];
} PdlFront;

#define PDL_N_GRADES 6 /* 0 1a 1b 1c 2 3: the pictures of the data, in its order */

typedef struct
{
  gboolean exists;
  PdlShape tumour, sac, cord;
  PdlPoint *roots;
  guint n_roots;
  double root_radius;
} PdlCanalPicture;

#define PDL_MAX_PARTS 6

typedef struct
{
  PdlShape outline, canal, dens, canal_hit;
  PdlShape foramina[2];
  guint n_foramina;
  guint n_parts;
  struct { const char *code; PdlShape path; PdlPoint label; int number; } parts[PDL_MAX_PARTS];
  PdlCanalPicture cord[2][PDL_N_GRADES], cauda[2][PDL_N_GRADES]; /* [midline, from the left] */
  double bounds[4];
  PdlPoint label_l, label_r;
} PdlAxial;

enum { PDL_AXIAL_ATLAS, PDL_AXIAL_CERVICAL, PDL_AXIAL_THORACIC, PDL_AXIAL_LUMBAR, PDL_AXIAL_SACRAL, PDL_N_AXIAL };
#define PDL_N_DISCS 23

struct _PdlAnatomy
{
  PdlLateral lateral[PDL_N_LEVELS];
  PdlFront front[PDL_N_LEVELS];
  struct
  {
    PdlShape discs[PDL_N_DISCS], sacrum, auricular, segments[4], coccyx[4], canal, sac, cord, cauda[4], filum;
  } side;
  struct
  {
    PdlShape discs[PDL_N_DISCS], ribs[12][2], sacrum, foramina[8], ridges[4], grooves[8], endplate, ala[2], coccyx[4];
  } face;
  PdlAxial axial[PDL_N_AXIAL];
};

/* The axial drawing of a level. */
const PdlAxial *pdl_anatomy_get_axial (const PdlAnatomy *self, PdlLevel level);
/* TRUE where the drawing shows the cord, FALSE below it. */
gboolean pdl_anatomy_has_cord (PdlLevel level);
/* Index of a grade's picture, -1 for none of them. */
int pdl_anatomy_grade_index (const char *grade);
/* The canal of @level at @grade; @side 0 midline, 1 from the patient's left (mirror for the right). NULL: not drawn here. */
const PdlCanalPicture *pdl_anatomy_get_canal (const PdlAnatomy *self, PdlLevel level, const char *grade, int side);
