package dev.mooring.connection.glue.json;

import dev.mooring.connection.SourcePosition;
import java.util.List;

/** A JSON value with the place where it stands. Any of them may be a secret, so printing one shows none. Immutable. */
public sealed interface JsonPart {
    /** Where it starts. */
    SourcePosition position();

    /** What it is, with its article, for messages. */
    String kind();

    /**
     * A string.
     *
     * @param text the string
     * @param position where it starts
     */
    record Text(String text, SourcePosition position) implements JsonPart {
        @Override
        public String kind() {
            return "a string";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /**
     * A number, as it was written.
     *
     * @param text its digits
     * @param position where it starts
     */
    record Numeral(String text, SourcePosition position) implements JsonPart {
        @Override
        public String kind() {
            return "a number";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /**
     * True or false.
     *
     * @param value which
     * @param position where it starts
     */
    record Flag(boolean value, SourcePosition position) implements JsonPart {
        @Override
        public String kind() {
            return "a boolean";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /**
     * The value null, which means that a member is absent.
     *
     * @param position where it starts
     */
    record Absent(SourcePosition position) implements JsonPart {
        @Override
        public String kind() {
            return "null";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /**
     * An array.
     *
     * @param elements its elements in order
     * @param position where it starts
     */
    record Array(List<JsonPart> elements, SourcePosition position) implements JsonPart {
        /** Copies the elements. */
        public Array {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "an array";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /**
     * An object; members may share a name, which {@link JsonMembers} refuses.
     *
     * @param members its members in order
     * @param position where it starts
     */
    record Struct(List<Member> members, SourcePosition position) implements JsonPart {
        /** Copies the members. */
        public Struct {
            members = List.copyOf(members);
        }

        @Override
        public String kind() {
            return "an object";
        }

        @Override
        public String toString() {
            return describe(this);
        }
    }

    /**
     * A member of an object.
     *
     * @param name its name
     * @param value its value
     * @param position where the name stands
     */
    record Member(String name, JsonPart value, SourcePosition position) {}

    private static String describe(JsonPart part) {
        return part.kind() + " at " + part.position();
    }
}
