/* For trying under Wine 8 only, never shipped: the functions of icuuc.dll that Qt6Core imports and
   Wine does not have. No converter exists, so Qt falls back on its own. */

#include <stddef.h>

#define API __declspec(dllexport)
enum { U_FILE_ACCESS_ERROR = 4 };

API void *ucnv_open(const char *name, int *error)
{
    (void)name;
    *error = U_FILE_ACCESS_ERROR;
    return NULL;
}
API int ucnv_countAvailable(void) { return 0; }
API const char *ucnv_getAvailableName(int n) { (void)n; return NULL; }
API const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{
    (void)name, (void)standard;
    *error = U_FILE_ACCESS_ERROR;
    return NULL;
}

/* Never called: each needs a converter. */
#define NEVER(name) API void name(void) { __builtin_trap(); }
NEVER(ucnv_close)
NEVER(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NEVER(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NEVER(ucnv_reset)
NEVER(ucnv_getMaxCharSize)
NEVER(ucnv_getName)
NEVER(ucnv_getToUCallBack)
NEVER(ucnv_getFromUCallBack)
NEVER(ucnv_setToUCallBack)
NEVER(ucnv_setFromUCallBack)
NEVER(ucnv_cbToUWriteUChars)
NEVER(ucnv_cbFromUWriteUChars)
NEVER(ucnv_toUnicode)
NEVER(ucnv_fromUnicode)
NEVER(ucnv_toUCountPending)
NEVER(ucnv_fromUCountPending)
