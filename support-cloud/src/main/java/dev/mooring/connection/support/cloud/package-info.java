/** What the providers of clouds share: policy documents, and steps of tests of roles. */
@NullMarked
package dev.mooring.connection.support.cloud;

import org.jspecify.annotations.NullMarked;
