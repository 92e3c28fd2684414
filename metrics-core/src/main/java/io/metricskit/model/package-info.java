/** Immutable facts about metrics: labels, descriptors, names, and the seam between a collector and a format. */
@NullMarked
package io.metricskit.model;

import org.jspecify.annotations.NullMarked;
