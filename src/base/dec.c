#include "base/dec.h"
