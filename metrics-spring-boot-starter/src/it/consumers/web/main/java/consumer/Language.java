package consumer;

/** The languages that may be asked for, few as the values of a label are. */
public enum Language {
    EN,
    DE
}
