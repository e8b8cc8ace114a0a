package org.irilb.server.admin.stat;

/** All numbers that {@code show info} tells. Stateless. */
public final class InfoNumbers {

    /** Is told one after the other. */
    public interface Reader {

        /**
         * @param label HAProxy's name for it
         * @param purpose what it says, in a few words
         */
        void number(String label, String purpose, long value);
    }

    private static final Build BUILD = Build.read();

    private InfoNumbers() {}

    /** Tells {@code reader} everything that is in {@code view}. */
    public static void read(View view, Reader reader) {
        InfoSource source = new InfoSource(view, BUILD, "");
        for (InfoField field : InfoTable.FIELDS) {
            if (!field.isText()) {
                reader.number(
                        field.label(),
                        field.purpose(),
                        Long.parseLong(field.value().apply(source)));
            }
        }
    }
}
