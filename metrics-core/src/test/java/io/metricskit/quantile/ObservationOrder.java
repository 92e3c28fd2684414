package io.metricskit.quantile;

import java.util.Random;

/** Streams of numbers whose values and order are hard on a quantile sketch in different ways. */
enum ObservationOrder {
    UNIFORM {
        @Override
        double next(int index, Random random) {
            return random.nextDouble();
        }
    },
    EXPONENTIAL {
        @Override
        double next(int index, Random random) {
            return -Math.log(1 - random.nextDouble());
        }
    },
    ASCENDING {
        @Override
        double next(int index, Random random) {
            return index;
        }
    },
    DESCENDING {
        @Override
        double next(int index, Random random) {
            return -index;
        }
    },
    EQUAL {
        @Override
        double next(int index, Random random) {
            return 42;
        }
    },
    FEW_DISTINCT {
        @Override
        double next(int index, Random random) {
            return random.nextInt(4) * random.nextInt(3);
        }
    },
    ROUNDED {
        @Override
        double next(int index, Random random) {
            return Math.rint(-50 * Math.log(1 - random.nextDouble()));
        }
    },
    MOVING_APART {
        @Override
        double next(int index, Random random) {
            return index % 2 == 0 ? index : -index;
        }
    },
    CLOSING_IN {
        @Override
        double next(int index, Random random) {
            return index % 2 == 0 ? Integer.MAX_VALUE - index : index - Integer.MAX_VALUE;
        }
    },
    SUDDENLY_NARROW {
        @Override
        double next(int index, Random random) {
            return index < 500 ? random.nextDouble() : 0.5 + random.nextDouble() * 1e-6;
        }
    },
    LATELY_LOWER {
        @Override
        double next(int index, Random random) {
            return index < 3_000 ? random.nextDouble() : -random.nextDouble();
        }
    },
    WITH_INFINITIES {
        @Override
        double next(int index, Random random) {
            int kind = random.nextInt(20);
            return kind == 0 ? Double.NEGATIVE_INFINITY : kind < 3 ? Double.POSITIVE_INFINITY : random.nextGaussian();
        }
    };

    abstract double next(int index, Random random);

    double[] take(int count, Random random) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = next(i, random);
        }
        return numbers;
    }
}
