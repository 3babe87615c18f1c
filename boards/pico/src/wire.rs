//! A display's wire: SPI0, whose pixels a DMA channel sends from one half of a buffer while the
//! other is filled, or while the network goes on settling.

use core::{
    convert::Infallible,
    sync::atomic::{Ordering, compiler_fence},
};
use embassy_rp::{
    Peri,
    dma::ChannelInstance,
    gpio::Output,
    pac::{
        self,
        dma::vals::{DataSize, TreqSel},
    },
    peripherals::{DMA_CH0, SPI0},
    spi::{Blocking, Spi},
};
use mipidsi::interface::{Interface, InterfaceKind};

/// Bytes of a half.
const HALF: usize = 1024;

/// The commands of a window for pixels: its first and last column, those of its rows, and that the
/// pixels follow.
const COLUMNS: u8 = 0x2a;
const ROWS: u8 = 0x2b;
const WRITE: u8 = 0x2c;

/// Two halves: one is on its way, or was, and the other is filled next.
pub type Halves = [[u8; HALF]; 2];

/// The display's alone.
pub struct Wire {
    _spi: Spi<'static, SPI0, Blocking>,
    _channel: Peri<'static, DMA_CH0>,
    /// Low but for an edge before each command, with which the display counts bits anew.
    select: Output<'static>,
    /// High for pixels and parameters, low for commands.
    data: Output<'static>,
    halves: &'static mut Halves,
    next: usize,
    /// Columns and rows of the window that is written next.
    window: [[u8; 4]; 2],
    /// It is opened with its first pixels, which are made while others are on their way.
    opens: bool,
}

impl Wire {
    /// `select` and `data` low.
    pub fn new(
        spi: Spi<'static, SPI0, Blocking>,
        channel: Peri<'static, DMA_CH0>,
        [select, data]: [Output<'static>; 2],
        halves: &'static mut Halves,
    ) -> Self {
        Self {
            _spi: spi,
            _channel: channel,
            select,
            data,
            halves,
            next: 0,
            window: [[0; 4]; 2],
            opens: false,
        }
    }

    /// Waits until all is sent.
    fn finish(&self) {
        wait_for_channel();
        while pac::SPI0.sr().read().bsy() {}
    }

    /// After what is on its way.
    fn command(&mut self, command: u8, parameters: &[u8]) {
        self.finish();
        self.select.set_high();
        self.data.set_low();
        self.select.set_low();
        send(&[command]);
        self.finish();
        self.data.set_high();
        send(parameters);
    }

    /// Begins to send the first `bytes` of the next half, after what is on its way.
    fn start(&mut self, bytes: usize) {
        if core::mem::take(&mut self.opens) {
            let [columns, rows] = self.window;
            self.command(COLUMNS, &columns);
            self.command(ROWS, &rows);
            self.command(WRITE, &[]);
        }
        wait_for_channel();
        let channel = DMA_CH0::regs();
        channel.read_addr().write_value(self.halves[self.next].as_ptr() as u32);
        channel.write_addr().write_value(pac::SPI0.dr().as_ptr() as u32);
        channel.trans_count().write_value(bytes as u32);
        compiler_fence(Ordering::SeqCst); // the half is written
        channel.ctrl_trig().write(|control| {
            control.set_treq_sel(TreqSel::SPI0_TX);
            control.set_data_size(DataSize::SIZE_BYTE);
            control.set_incr_read(true);
            control.set_chain_to(DMA_CH0::number()); // itself: to none
            control.set_en(true);
        });
    }
}

/// Until then its half is not written: nothing but the channel reads it.
fn wait_for_channel() {
    while DMA_CH0::regs().ctrl_trig().read().busy() {}
    compiler_fence(Ordering::SeqCst);
}

/// Nothing reads what comes in meanwhile: a full receiver drops it.
fn send(bytes: &[u8]) {
    for &byte in bytes {
        while !pac::SPI0.sr().read().tnf() {}
        pac::SPI0.dr().write(|w| w.set_data(byte.into()));
    }
}

impl Interface for Wire {
    type Word = u8;
    type Error = Infallible;

    const KIND: InterfaceKind = InterfaceKind::Serial4Line;

    fn send_command(&mut self, command: u8, parameters: &[u8]) -> Result<(), Infallible> {
        match (command, parameters.try_into()) {
            (COLUMNS, Ok(columns)) => self.window[0] = columns,
            (ROWS, Ok(rows)) => self.window[1] = rows,
            (WRITE, _) => self.opens = true,
            _ => self.command(command, parameters),
        }
        Ok(())
    }

    fn send_pixels<const N: usize>(
        &mut self,
        pixels: impl IntoIterator<Item = [u8; N]>,
    ) -> Result<(), Infallible> {
        let mut pixels = pixels.into_iter();
        loop {
            let mut filled = 0;
            let (slots, _) = self.halves[self.next].as_chunks_mut();
            for (slot, pixel) in slots.iter_mut().zip(&mut pixels) {
                *slot = pixel;
                filled += N;
            }
            if filled == 0 {
                return Ok(());
            }
            self.start(filled);
            self.next ^= 1;
        }
    }

    fn send_repeated_pixel<const N: usize>(
        &mut self,
        pixel: [u8; N],
        count: u32,
    ) -> Result<(), Infallible> {
        let (slots, _) = self.halves[self.next].as_chunks_mut();
        let most = slots.len().min(count as usize);
        slots[..most].fill(pixel);
        let mut left = count as usize;
        while left > 0 {
            let some = left.min(most);
            self.start(some * N);
            left -= some;
        }
        self.next ^= 1;
        Ok(())
    }
}
