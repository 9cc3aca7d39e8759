/** An emulator of an org of Salesforce. */
@NullMarked
package dev.mooring.connection.tck.emulator.salesforce;

import org.jspecify.annotations.NullMarked;
