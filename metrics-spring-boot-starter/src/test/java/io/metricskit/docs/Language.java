package io.metricskit.docs;

public enum Language {
    EN,
    DE,
    FR
}
