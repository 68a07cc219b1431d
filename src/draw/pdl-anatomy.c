/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads anatomy/geometry.json into shapes, once. What it does not do: place, colour, paint, measure a patient.
 * The anatomy owns every shape; immutable afterwards. Not bound to a thread.
 */
#include "pdl-anatomy.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-draw-resource.h"
#include "pdl-geometry.h"

#define PATH "/org/pedicle/Pedicle/anatomy/geometry.json"

G_DEFINE_QUARK (pdl-anatomy-error-quark, pdl_anatomy_error)

static const char *const axial_names[PDL_N_AXIAL] = { "atlas", "cervical", "thoracic", "lumbar", "sacral" };
static const char *const grade_names[PDL_N_GRADES] = { "0", "1a", "1b", "1c", "2", "3" };
static const char *const vertebra_parts[][2] = {
  { "VB", "vb" }, { "PED_L", "ped_l" }, { "LAM_L", "lam_l" }, { "SP", "sp" }, { "LAM_R", "lam_r" }, { "PED_R", "ped_r" },
};
static const char *const sacral_parts[][2] = {
  { "VB", "body" }, { "ALA_L", "ala_l" }, { "POST", "posterior" }, { "ALA_R", "ala_r" },
};

/* One read in progress: the surface only lends a path builder. */
typedef struct
{
  cairo_t *cr;
  gboolean failed;
  char *where;
} Reader;

static void
fail (Reader     *reader,
      const char *where)
{
  if (!reader->failed)
    reader->where = g_strdup (where);
  reader->failed = TRUE;
}

static PdlPoint
point_of (const PdlNode *node)
{
  if (pdl_node_length (node) != 2)
    return (PdlPoint) { NAN, NAN };
  return (PdlPoint) { pdl_node_number (pdl_node_element (node, 0)), pdl_node_number (pdl_node_element (node, 1)) };
}

static double
number_in (const PdlNode *parent,
           const char    *name)
{
  return pdl_node_number (pdl_node_member (parent, name));
}

static PdlPoint
point_in (const PdlNode *parent,
          const char    *name)
{
  return point_of (pdl_node_member (parent, name));
}

static void
pair_in (const PdlNode *parent,
         const char    *name,
         PdlPoint       ret_pair[2])
{
  const PdlNode *pair = pdl_node_member (parent, name);

  for (guint i = 0; i < 2; i++)
    ret_pair[i] = point_of (pdl_node_element (pair, i));
}

static void
read_path (Reader        *reader,
           const PdlNode *object,
           PdlShape      *shape)
{
  const char *type = pdl_node_string (pdl_node_member (object, "t"));

  cairo_new_path (reader->cr);
  if (g_str_equal (type, "bezier"))
    {
      PdlPoint start = point_in (object, "start");
      const PdlNode *curves = pdl_node_member (object, "c");

      if (isnan (start.x) || isnan (start.y) || pdl_node_length (curves) == 0)
        {
          fail (reader, "bezier");
          return;
        }
      cairo_move_to (reader->cr, start.x, start.y);
      for (guint i = 0; i < pdl_node_length (curves); i++)
        {
          double v[6];

          for (guint k = 0; k < 6; k++)
            {
              v[k] = pdl_node_number (pdl_node_element (pdl_node_element (curves, i), k));
              if (isnan (v[k]))
                {
                  fail (reader, "c");
                  return;
                }
            }
          cairo_curve_to (reader->cr, v[0], v[1], v[2], v[3], v[4], v[5]);
        }
    }
  else if (g_str_equal (type, "poly"))
    {
      const PdlNode *points = pdl_node_member (object, "pts");

      for (guint i = 0; i < pdl_node_length (points); i++)
        {
          PdlPoint point = point_of (pdl_node_element (points, i));

          if (isnan (point.x) || isnan (point.y))
            {
              fail (reader, "pts");
              return;
            }
          cairo_line_to (reader->cr, point.x, point.y);
        }
    }
  else
    {
      fail (reader, "t");
      return;
    }
  if (pdl_node_number (pdl_node_member (object, "closed")) > 0)
    cairo_close_path (reader->cr);
  pdl_shape_take (shape, reader->cr);
}

/* A part that this vertebra does not have stays empty and paints nothing. */
static void
shape_in (Reader        *reader,
          const PdlNode *parent,
          const char    *name,
          PdlShape      *shape)
{
  const PdlNode *object = pdl_node_member (parent, name);

  if (object != NULL && object->type == PDL_NODE_OBJECT)
    read_path (reader, object, shape);
}

static void
need_shape (Reader     *reader,
            const PdlNode *parent,
            const char *name,
            PdlShape   *shape)
{
  shape_in (reader, parent, name, shape);
  if (shape->path == NULL)
    fail (reader, name);
}

static void
sides_in (Reader     *reader,
          const PdlNode *parent,
          const char *stem,
          PdlShape    shapes[2])
{
  g_autofree char *left = g_strconcat (stem, "_left", NULL);
  g_autofree char *right = g_strconcat (stem, "_right", NULL);

  shape_in (reader, parent, left, &shapes[0]);
  shape_in (reader, parent, right, &shapes[1]);
}

static void
shapes_in (Reader     *reader,
           const PdlNode *parent,
           const char *name,
           PdlShape   *shapes,
           guint       n)
{
  const PdlNode *array = pdl_node_member (parent, name);

  if (pdl_node_length (array) != n)
    {
      fail (reader, name);
      return;
    }
  for (guint i = 0; i < n; i++)
    read_path (reader, pdl_node_element (array, i), &shapes[i]);
}

static void
read_discs (Reader     *reader,
            const PdlNode *view,
            PdlShape   *shapes)
{
  const PdlNode *discs = pdl_node_member (view, "discs");

  /* The disc below C2 is the first, that below L5 the last. */
  for (guint i = 0; i < PDL_N_DISCS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s", pdl_level_name ((PdlLevel) i + 1), pdl_level_name ((PdlLevel) i + 2));

      need_shape (reader, discs, name, &shapes[i]);
    }
}

static void
read_lateral (Reader     *reader,
              const PdlNode *object,
              PdlLateral *self)
{
  static const char *const collapse[] = { "collapse_lt50", "collapse_gt50" };
  const PdlNode *anchors = pdl_node_member (object, "anchors");
  const PdlNode *segment = pdl_node_member (anchors, "canal_seg");
  const PdlNode *canal = pdl_node_member (object, "canal_profile");

  need_shape (reader, object, "body", &self->body);
  need_shape (reader, object, "hit", &self->hit);
  shape_in (reader, object, "posterior", &self->posterior);
  shape_in (reader, object, "pedicle", &self->pedicle);
  shape_in (reader, object, "articular", &self->articular);
  shape_in (reader, object, "lamina", &self->lamina);
  shape_in (reader, object, "spinous", &self->spinous);
  shape_in (reader, object, "dens", &self->dens);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *loss_name = g_strconcat (collapse[i], "_loss", NULL);
      const PdlNode *loss = pdl_node_member (object, loss_name);

      shape_in (reader, object, collapse[i], &self->collapse[i]);
      self->loss_ant[i] = number_in (loss, "anterior");
      self->loss[i] = (self->loss_ant[i] + number_in (loss, "posterior")) / 200;
    }

  self->center = point_in (anchors, "body_center");
  pair_in (anchors, "endplate_sup", self->sup);
  pair_in (anchors, "endplate_inf", self->inf);
  self->canal[0] = point_in (segment, "ant_top");
  self->canal[1] = point_in (segment, "ant_bottom");
  self->spinous_tip = point_in (anchors, "spinous_tip");
  self->label = point_in (anchors, "label");
  self->axis_posterior = point_in (anchors, "axis_posterior");
  self->axis_caudal = point_in (anchors, "axis_caudal");
  self->sac_ant = number_in (canal, "sac_ant");
  self->sac_post = number_in (canal, "sac_post");
  self->cord_ant = number_in (canal, "cord_ant");
  self->cord_post = number_in (canal, "cord_post");
  if (isnan (self->center.x) || isnan (self->label.x) || isnan (self->canal[0].x))
    fail (reader, "anchors");
}

static void
read_front (Reader     *reader,
            const PdlNode *object,
            PdlFront   *self)
{
  const PdlNode *anchors = pdl_node_member (object, "anchors");

  need_shape (reader, object, "body", &self->body);
  need_shape (reader, object, "hit", &self->hit);
  shape_in (reader, object, "dens", &self->dens);
  shape_in (reader, object, "spinous_shadow", &self->spinous);
  sides_in (reader, object, "pedicle", self->pedicle);
  sides_in (reader, object, "tp", self->transverse);
  sides_in (reader, object, "pillar", self->pillar);
  sides_in (reader, object, "mass", self->mass);
  sides_in (reader, object, "foramen", self->foramen);
  self->center = point_in (anchors, "body_center");
  pair_in (anchors, "endplate_sup", self->sup);
  pair_in (anchors, "endplate_inf", self->inf);
  self->pedicle_center[0] = point_in (anchors, "pedicle_left");
  self->pedicle_center[1] = point_in (anchors, "pedicle_right");
  if (isnan (self->center.x) || isnan (self->sup[0].y) || isnan (self->inf[0].y))
    fail (reader, "anchors");
}

static void
read_canal_pictures (Reader          *reader,
                     const PdlNode   *region,
                     PdlCanalPicture  pictures[2][PDL_N_GRADES])
{
  static const char *const sides[] = { "anterior", "left_anterolateral" };

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < PDL_N_GRADES; i++)
      {
        const PdlNode *object = pdl_node_member (pdl_node_member (region, sides[side]), grade_names[i]);
        const PdlNode *roots = pdl_node_member (object, "roots");
        const PdlNode *centers = pdl_node_member (roots, "centers");
        PdlCanalPicture *picture = &pictures[side][i];

        if (object == NULL)
          continue;
        picture->exists = TRUE;
        shape_in (reader, object, "tumour", &picture->tumour);
        need_shape (reader, object, "thecal_sac", &picture->sac);
        shape_in (reader, object, "cord", &picture->cord);
        if (centers == NULL)
          continue;
        picture->n_roots = pdl_node_length (centers);
        picture->roots = g_new (PdlPoint, picture->n_roots);
        picture->root_radius = number_in (roots, "radius");
        for (guint k = 0; k < picture->n_roots; k++)
          picture->roots[k] = point_of (pdl_node_element (centers, k));
      }
}

static void
read_axial (Reader     *reader,
            const PdlNode *object,
            gboolean    sacral,
            PdlAxial   *self)
{
  const char *const(*names)[2] = sacral ? sacral_parts : vertebra_parts;
  const PdlNode *sectors = pdl_node_member (object, "sectors");
  const PdlNode *anchors = pdl_node_member (object, "anchors");
  const PdlNode *escc = pdl_node_member (object, "escc");
  const PdlNode *bounds = pdl_node_member (object, "bounds");
  const PdlNode *foramina = pdl_node_member (object, "foramina_transversaria");

  need_shape (reader, object, "outline", &self->outline);
  need_shape (reader, object, "canal", &self->canal);
  need_shape (reader, object, "canal_hit", &self->canal_hit);
  shape_in (reader, object, "dens", &self->dens);
  self->n_foramina = MIN (pdl_node_length (foramina), 2);
  for (guint i = 0; i < self->n_foramina; i++)
    read_path (reader, pdl_node_element (foramina, i), &self->foramina[i]);

  self->n_parts = sacral ? G_N_ELEMENTS (sacral_parts) : G_N_ELEMENTS (vertebra_parts);
  for (guint i = 0; i < self->n_parts; i++)
    {
      const PdlNode *sector = pdl_node_member (sectors, names[i][0]);

      need_shape (reader, sector, "path", &self->parts[i].path);
      self->parts[i].code = names[i][1];
      self->parts[i].label = point_in (sector, "label");
      self->parts[i].number = sacral || sector == NULL ? 0 : (int) number_in (sector, "isrc_number");
    }

  if (pdl_node_length (bounds) != 4)
    fail (reader, "bounds");
  for (guint i = 0; !reader->failed && i < 4; i++)
    self->bounds[i] = pdl_node_number (pdl_node_element (bounds, i));
  self->label_l = point_in (anchors, "label_L");
  self->label_r = point_in (anchors, "label_R");
  read_canal_pictures (reader, pdl_node_member (escc, "cord"), self->cord);
  read_canal_pictures (reader, pdl_node_member (escc, "cauda"), self->cauda);
}

static void
read_all (Reader     *reader,
          const PdlNode *root,
          PdlAnatomy *self)
{
  const PdlNode *lateral = pdl_node_member (root, "lateral");
  const PdlNode *frontal = pdl_node_member (root, "frontal");
  const PdlNode *sacrum = pdl_node_member (lateral, "sacrum");
  const PdlNode *sacrum_front = pdl_node_member (frontal, "sacrum");
  const PdlNode *ribs = pdl_node_member (frontal, "ribs");

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      read_lateral (reader, pdl_node_member (pdl_node_member (lateral, "vertebrae"), pdl_level_name (level)), &self->lateral[level]);
      read_front (reader, pdl_node_member (pdl_node_member (frontal, "vertebrae"), pdl_level_name (level)), &self->front[level]);
    }
  read_discs (reader, lateral, self->side.discs);
  need_shape (reader, sacrum, "outline", &self->side.sacrum);
  shape_in (reader, sacrum, "auricular_surface", &self->side.auricular);
  shapes_in (reader, sacrum, "segment_lines", self->side.segments, G_N_ELEMENTS (self->side.segments));
  shapes_in (reader, pdl_node_member (lateral, "coccyx"), "segments", self->side.coccyx, G_N_ELEMENTS (self->side.coccyx));
  need_shape (reader, pdl_node_member (lateral, "canal"), "area", &self->side.canal);
  need_shape (reader, lateral, "thecal_sac", &self->side.sac);
  need_shape (reader, lateral, "cord", &self->side.cord);
  shapes_in (reader, lateral, "cauda_equina", self->side.cauda, G_N_ELEMENTS (self->side.cauda));
  shape_in (reader, lateral, "filum", &self->side.filum);

  read_discs (reader, frontal, self->face.discs);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i + 1);

      shape_in (reader, pdl_node_member (ribs, name), "left", &self->face.ribs[i][0]);
      shape_in (reader, pdl_node_member (ribs, name), "right", &self->face.ribs[i][1]);
    }
  need_shape (reader, sacrum_front, "outline", &self->face.sacrum);
  shapes_in (reader, sacrum_front, "foramina", self->face.foramina, G_N_ELEMENTS (self->face.foramina));
  shapes_in (reader, sacrum_front, "ridges", self->face.ridges, G_N_ELEMENTS (self->face.ridges));
  shapes_in (reader, sacrum_front, "grooves", self->face.grooves, G_N_ELEMENTS (self->face.grooves));
  shape_in (reader, sacrum_front, "s1_endplate", &self->face.endplate);
  shapes_in (reader, sacrum_front, "ala_lines", self->face.ala, G_N_ELEMENTS (self->face.ala));
  shapes_in (reader, pdl_node_member (frontal, "coccyx"), "segments", self->face.coccyx, G_N_ELEMENTS (self->face.coccyx));

  for (guint i = 0; i < PDL_N_AXIAL; i++)
    read_axial (reader, pdl_node_member (pdl_node_member (root, "axial"), axial_names[i]), i == PDL_AXIAL_SACRAL, &self->axial[i]);
}

PdlAnatomy *
pdl_anatomy_load (GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PdlGeometry) tree = NULL;
  g_autoptr (PdlAnatomy) self = NULL;
  cairo_surface_t *surface;
  Reader reader = { NULL };
  const char *data;
  gsize length;

  /* Naming the resource keeps the linker from dropping it out of this static library. */
  bytes = g_resource_lookup_data (pdl_draw_get_resource (), PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  tree = pdl_geometry_read (data, length);

  self = g_new0 (PdlAnatomy, 1);
  surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  reader.cr = cairo_create (surface);
  if (tree != NULL)
    read_all (&reader, pdl_geometry_get_root (tree), self);
  else
    fail (&reader, "/");
  cairo_destroy (reader.cr);
  cairo_surface_destroy (surface);

  if (reader.failed)
    {
      g_set_error (error, PDL_ANATOMY_ERROR, PDL_ANATOMY_ERROR_DATA,
                   _("The drawing data of the spine cannot be read: “%s” is missing or malformed. Install Pedicle again."),
                   reader.where);
      g_free (reader.where);
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
clear_shapes (PdlShape *shapes,
              gsize     n)
{
  for (gsize i = 0; i < n; i++)
    pdl_shape_clear (&shapes[i]);
}

static void
clear_pictures (PdlCanalPicture *pictures,
                gsize            n)
{
  for (gsize i = 0; i < n; i++)
    {
      pdl_shape_clear (&pictures[i].tumour);
      pdl_shape_clear (&pictures[i].sac);
      pdl_shape_clear (&pictures[i].cord);
      g_free (pictures[i].roots);
    }
}

void
pdl_anatomy_free (PdlAnatomy *self)
{
  if (self == NULL)
    return;
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      PdlLateral *side = &self->lateral[level];
      PdlFront *face = &self->front[level];
      PdlShape *single[] = { &side->body, &side->posterior, &side->pedicle, &side->articular, &side->lamina, &side->spinous,
                             &side->dens, &side->hit, &face->body, &face->dens, &face->spinous, &face->hit };

      for (guint i = 0; i < G_N_ELEMENTS (single); i++)
        pdl_shape_clear (single[i]);
      clear_shapes (side->collapse, 2);
      clear_shapes (face->pedicle, 2);
      clear_shapes (face->transverse, 2);
      clear_shapes (face->pillar, 2);
      clear_shapes (face->mass, 2);
      clear_shapes (face->foramen, 2);
    }
  /* Both groups hold nothing but shapes. */
  clear_shapes ((PdlShape *) &self->side, sizeof self->side / sizeof (PdlShape));
  clear_shapes ((PdlShape *) &self->face, sizeof self->face / sizeof (PdlShape));
  for (guint i = 0; i < PDL_N_AXIAL; i++)
    {
      PdlAxial *axial = &self->axial[i];

      pdl_shape_clear (&axial->outline);
      pdl_shape_clear (&axial->canal);
      pdl_shape_clear (&axial->dens);
      pdl_shape_clear (&axial->canal_hit);
      clear_shapes (axial->foramina, 2);
      for (guint k = 0; k < axial->n_parts; k++)
        pdl_shape_clear (&axial->parts[k].path);
      clear_pictures (&axial->cord[0][0], 2 * PDL_N_GRADES);
      clear_pictures (&axial->cauda[0][0], 2 * PDL_N_GRADES);
    }
  g_free (self);
}

const PdlAxial *
pdl_anatomy_get_axial (const PdlAnatomy *self,
                       PdlLevel          level)
{
  /* C1 | C2–C7 | T1–T11 | T12–L5 | S1–S5, as the data says. */
  if (level < 1)
    return &self->axial[PDL_AXIAL_ATLAS];
  if (level < 7)
    return &self->axial[PDL_AXIAL_CERVICAL];
  if (level < 18)
    return &self->axial[PDL_AXIAL_THORACIC];
  return &self->axial[level < 24 ? PDL_AXIAL_LUMBAR : PDL_AXIAL_SACRAL];
}

gboolean
pdl_anatomy_has_cord (PdlLevel level)
{
  return level <= 19; /* the conus is drawn ending in L1 */
}

int
pdl_anatomy_grade_index (const char *grade)
{
  for (int i = 0; grade != NULL && i < PDL_N_GRADES; i++)
    if (g_str_equal (grade, grade_names[i]))
      return i;
  return -1;
}

const PdlCanalPicture *
pdl_anatomy_get_canal (const PdlAnatomy *self,
                       PdlLevel          level,
                       const char       *grade,
                       int               side)
{
  const PdlAxial *axial = pdl_anatomy_get_axial (self, level);
  int index = grade != NULL ? pdl_anatomy_grade_index (grade) : 0;
  const PdlCanalPicture *picture;

  if (index < 0)
    return NULL;
  picture = pdl_anatomy_has_cord (level) ? &axial->cord[side][index] : &axial->cauda[side][index];
  return picture->exists ? picture : NULL;
}

gboolean
pdl_axial_grade_exists (PdlAnatomy *anatomy,
                        PdlLevel    level,
                        const char *grade)
{
  return grade != NULL && pdl_anatomy_get_canal (anatomy, level, grade, 0) != NULL;
}
