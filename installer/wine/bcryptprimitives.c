/* For trying under Wine 8 only, never shipped: the one function of bcryptprimitives.dll that
   pydantic-core imports and Wine does not have. */

#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
    return RtlGenRandom(data, size);
}
