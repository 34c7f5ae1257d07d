#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Guess: a table cell names its heads by their IDs, which are byte strings, and so are the entries of
# /Headers (ISO 32000-1, table 349: array of byte strings). A library that has functions for reading and
# writing this attribute reads what the standard says, or at least what it writes itself.
#
# Behaviour: PDTableAttributeObject.setHeaders() of PDFBox writes byte strings, as it should, and
# getHeaders() throws a ClassCastException on them: it expects names. So the heads of a cell can never be
# read with it, not even from PDFBox's own files. They have to be taken from the COS dictionary.
#
# Seen with PDFBox 3.0.8:
#   setHeaders writes COSString, getHeaders throws ClassCastException
#
# Exit: 0 as described, 1 if the behaviour has changed, 3 if the packages cannot be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>trial</groupId>
  <artifactId>trial</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.pdfbox</groupId>
      <artifactId>pdfbox</artifactId>
      <version>3.0.8</version>
    </dependency>
  </dependencies>
</project>
END
mvn -q -B -C org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
	-DoutputDirectory="$work/jars" >log 2>&1 || {
	cat log
	exit 3
}
cat >Trial.java <<'END'
import java.util.Arrays;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;

class Trial {
	public static void main(String[] args) {
		PDTableAttributeObject cell = new PDTableAttributeObject();
		cell.setHeaders(new String[] {"h"});
		COSArray written = (COSArray) cell.getCOSObject().getDictionaryObject("Headers");
		String kind = written.getObject(0).getClass().getSimpleName();
		String read;
		try {
			read = "reads " + Arrays.toString(cell.getHeaders());
		} catch (ClassCastException e) {
			read = "throws " + e.getClass().getSimpleName();
		}
		System.out.println("setHeaders writes " + kind + ", getHeaders " + read);
		System.exit(kind.equals("COSString") && read.startsWith("throws") ? 0 : 1);
	}
}
END
java -cp 'jars/*' Trial.java
