//! The section `.axi`, in the RAM of the first domain: as `.bss`, it is all zeros when `main`
//! begins.
#![expect(unsafe_code, reason = "runs before there is any Rust")]

core::arch::global_asm!(
    ".section .text.__pre_init, \"ax\", %progbits",
    ".global __pre_init",
    ".type __pre_init, %function",
    ".thumb_func",
    "__pre_init:", // cortex-m-rt calls it first
    "ldr r0, =__saxi",
    "ldr r1, =__eaxi",
    "movs r2, #0",
    "0:",
    "cmp r0, r1",
    "beq 1f",
    "stm r0!, {{r2}}",
    "b 0b",
    "1:",
    "bx lr",
    ".size __pre_init, . - __pre_init",
);
