#include "base/lu.h"
